# SPDX-License-Identifier: MIT
# relctl.yaml: what is checked, and how a mistake is told.
bats_require_minimum_version 1.5.0
load helper.bash

setup() {
  isolate
  sample_repository work
}

@test "config check accepts the sample, before it is committed too" {
  relctl_run config check
  expect 0
  contains "$err" 'service sample: 1.2.3'
  echo 'x-note: ours' >>relctl.yaml
  relctl_run config check
  expect 0
}

@test "an unknown key is named with its place and the nearest known one" {
  sed -i 's/version_files/version_fils/' relctl.yaml
  relctl_run config check
  expect 3 ''
  contains "$err" 'relctl.yaml:4:5'
  contains "$err" version_files
  git commit -qam wrong
  relctl_run bump
  expect 3 ''
  contains "$err" 'relctl.yaml:4:5'
}

@test "an environment without a place for the image is found before the release" {
  sed -i '/^images:/,$d' kubernetes/deploy/staging/kustomization.yaml
  sed -i '/resources/,$d' kubernetes/deploy/staging/kustomization.yaml
  relctl_run config check
  expect 3 ''
  contains "$err" kubernetes/deploy/staging
  contains "$err" ghcr.io/acme/sample
}

@test "a newer format says that another relctl is needed" {
  sed -i 's/format: 1/format: 2/' relctl.yaml
  relctl_run config check
  expect 3 ''
  contains "$err" 'relctl'
}

@test "config schema is the JSON Schema, and --config takes another file" {
  relctl_run config schema
  expect 0
  jq -e '.properties.services and ."$schema"' <<<"$out"
  sed 's/pyproject.toml/VERSION/' relctl.yaml >../other.yaml
  echo 5.0.0 >VERSION && git add VERSION && git commit -qm version
  relctl_run --config ../other.yaml current
  expect 0 5.0.0
}

@test "config check --json answers in JSON, well or not" {
  relctl_run config check --json
  expect 0
  equal "$(jq -c .services <<<"$out")" '[{"name":"sample","version":"1.2.3"}]'
  equal "$(jq -c '.environments[0] | {name, path, built}' <<<"$out")" '{"name":"dev","path":"kubernetes/deploy/dev","built":true}'
  echo 'wrong: 1' >>relctl.yaml
  relctl_run config check --json
  expect 3
  equal "$(jq -c '[.error.code, .error.line]' <<<"$out")" '[3,10]'
}

@test "the README's relctl.yaml is valid" {
  [ -f "$RELCTL_SOURCE/README.md" ]
  awk '/^```yaml$/ && !done {inside = 1; next} /^```$/ {if (inside) done = 1; inside = 0} inside' \
    "$RELCTL_SOURCE/README.md" >relctl.yaml
  contains "$(cat relctl.yaml)" 'format: 1'
  relctl_run config check
  expect 0
}

@test "colour only where asked for, and never in what a script reads" {
  echo 'wrong: 1' >>relctl.yaml
  relctl_run config check --color always
  expect 3 ''
  contains "$err" $'\e['
  relctl_run config check --color auto
  lacks "$err" $'\e['
  NO_COLOR=1 relctl_run config check
  lacks "$err" $'\e['
}
