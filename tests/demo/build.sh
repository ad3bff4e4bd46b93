#!/bin/sh
# Runs what the sample repository's Dockerfile builds with, but without optimisation: its own tests are
# among it. The program that comes out says what it was built from.
# Usage: build.sh RELCTL
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
GIT_CONFIG_NOSYSTEM=1 HOME=$folder "$1" -q demo init "$folder/sample" >/dev/null
cd "$folder/sample"
sed -n '/^RUN meson/,/[^\\]$/p' Dockerfile |
  sed "s|^RUN ||; s|/out|$folder/out|; s|meson setup build|& -Dbuildtype=plain|" >"$folder/steps"
grep -q 'meson test' "$folder/steps"
REVISION=abc sh -eux "$folder/steps"
"$folder/out/usr/bin/relctl-demo" --version | grep -qx 'relctl-demo 0.1.0 (abc)'
