# SPDX-License-Identifier: MIT
# Every --json answer is of the schema that `relctl config schema --answers` prints.
bats_require_minimum_version 1.5.0
load helper.bash

setup() {
  isolate
  if ! python3 -c 'import jsonschema' 2>/dev/null; then
    skip "answers are not held to their schema: python3-jsonschema is missing"
  fi
  sample_repository work
}

# answers NAME ARGUMENT...: the command's answer, whatever its exit code, is of the definition NAME.
answers() {
  relctl_run "${@:2}" --json
  python3 "$BATS_TEST_DIRNAME/answers.py" "$RELCTL_BINARY" "$1" <<<"$out"
}

@test "answers of what writes are of their schema" {
  answers bump bump -n
  answers bump bump
  answers promote promote staging production
  answers hold hold staging --reason "a look"
  answers unhold unhold staging
  change
  answers bump bump minor
  answers promote promote staging
  answers rollback rollback staging --all
  answers promote promote staging
  answers generate generate
  answers generate-check generate --check
}

@test "answers of what reports are of their schema" {
  relctl bump
  relctl hold staging --reason "a look"
  answers current current
  answers next next
  answers next-explain next --explain
  answers diff diff minor
  answers diff-environments diff dev staging
  answers status status
  answers history history dev
  answers guard guard --range HEAD~1..HEAD
  answers verify verify HEAD
  answers notes notes
  answers check check
  answers hooks hooks status
  answers config-check config check
  answers config-names config names services
  answers version version
  answers demo-init demo init ../shop
}

@test "init, a guard that refuses and errors answer by their schema" {
  answers error bump --no-such-option
  answers error promote nowhere
  printf 'format: 1\nservicez: {}\nenviroments: []\n' >other.yaml
  answers error config check other.yaml
  echo '# by hand' >>kubernetes/deploy/production/kustomization.yaml
  git commit -qam 'chore: by hand'
  answers guard guard --range HEAD~1..HEAD
  git rm -q relctl.yaml
  git commit -qm 'chore: without relctl'
  answers init init -n
  answers init init
}
