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

@test "config check tells all that is wrong at once" {
  sample_repository work
  sed -i 's/^    version_files/    version_fils/; s/^environments:/enviroments:/' relctl.yaml
  printf 'release: {skip_ci: 3}\n' >>relctl.yaml
  relctl_run config check
  expect 3 ''
  contains "$err" 'unknown key `version_fils`'
  contains "$err" 'unknown key `enviroments`'
  contains "$err" '`release.skip_ci` must be true or false'
  relctl_run config check --json
  expect 3
  equal "$(jq '.error.others | length' <<<"$out")" 2
}

@test "config names lists services and environments for completions" {
  sample_repository work
  relctl_run config names services
  expect 0 sample
  relctl_run config names environments
  expect 0 $'dev\nstaging\nproduction'
  relctl_run config names environments --output env
  expect 0 "RELCTL_ENVIRONMENTS='dev staging production'"
}

@test "changes of relctl.yaml that are not committed do not count, which is told" {
  sample_repository work
  relctl_run next
  lacks "$err" 'not committed'
  printf '# new\n' >>relctl.yaml
  relctl_run next
  expect 0
  contains "$err" 'relctl.yaml has changes that are not committed'
  relctl_run next -q
  lacks "$err" 'not committed'
  git rm -q --cached relctl.yaml
  rm relctl.yaml
  git commit -qm 'chore: none'
  relctl_run next
  expect 3 ''
  contains "$err" 'relctl init writes one'
}

@test "two environments are not kept in one place, whatever it is called" {
  cat >relctl.yaml <<'YAML'
format: 1
services: {sample: {images: [ghcr.io/acme/sample]}}
environments:
  - {name: dev, path: deploy, branch: main}
  - {name: live, path: deploy}
YAML
  git branch -M main
  git commit -q -a -m "one place"
  for arguments in "config check" "bump 1.3.0" status guard; do
    # shellcheck disable=SC2086  # words
    relctl_run $arguments
    expect 3 ''
    contains "$err" 'relctl.yaml:5:24: environments `dev` and `live` have the same path, `deploy`: `main` is the'
  done
  git branch -M env/dev
  sed -i 's/branch: main/branch: env\/dev/' relctl.yaml
  git commit -q -a -m "two places"
  relctl_run status
  expect 0
}
