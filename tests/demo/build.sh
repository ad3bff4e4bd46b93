#!/bin/sh
# Builds the sample repository as its Dockerfile does, but without optimisation, and runs its own tests.
# Usage: build.sh RELCTL
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
GIT_CONFIG_NOSYSTEM=1 HOME=$folder "$1" -q demo init "$folder/sample" >/dev/null
cd "$folder/sample"
meson setup build --prefix=/usr -Drevision=abc -Dbuildtype=plain
meson test -C build --print-errorlogs
meson install -C build --no-rebuild --destdir "$folder/out" --quiet
"$folder/out/usr/bin/relctl-demo" --version | grep -qx 'relctl-demo 0.1.0 (abc)'
