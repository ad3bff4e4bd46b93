#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# Generated paths: adopt, generate, verify.
load guarded.bash

setup() { guarded_repository; }

teardown() { stop_servers; }

@test "adopted content passes, committed after its record" {
  relctl hooks install >/dev/null
  echo "kind: ConfigMap" >deploy/dev/config.yaml
  git add -A
  run git commit -m "by hand"
  [ "$status" -ne 0 ]
  git reset -q
  relctl adopt deploy/dev/config.yaml --reason "settings of dev"
  git add -A
  git commit -q -m "settings"
  relctl guard --range base..HEAD
}

@test "generate writes what its source says and keeps the images" {
  mkdir -p overlays/dev
  mv deploy/dev/app.yaml overlays/dev/
  printf 'resources: [app.yaml]\n' >overlays/dev/kustomization.yaml
  sed -i 's|path: deploy/dev|path: deploy/dev, source: overlays/dev|' relctl.yaml
  git add -A
  git commit -q -m "dev has a source"
  run relctl generate --check
  [ "$status" -eq 1 ]
  [[ "$output" == *"deploy/dev/kustomization.yaml"* ]]
  run relctl diff generate
  [[ "$output" == *"+  - ../../overlays/dev"* ]]
  git tag -f base
  relctl generate
  relctl generate --check
  grep -q "newTag: 1.0.0" deploy/dev/kustomization.yaml
  relctl guard --range base..HEAD
}

@test "verify tells good operations from others" {
  release
  relctl promote -q staging >/dev/null
  relctl hold -q production --reason freeze >/dev/null
  run relctl verify base..HEAD
  [ "$status" -eq 0 ]
  [[ "$output" != *bad* ]]
  relctl verify --all staging
  run relctl verify base
  [ "$status" -eq 1 ]
  set_tag staging 6.6.6
  git commit -q -a --amend --no-edit
  run relctl verify HEAD
  [ "$status" -eq 1 ]
  [[ "$output" == *"deploy/staging/kustomization.yaml"* ]]
}
