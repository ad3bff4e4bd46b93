#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# Several holds on one environment: who adds and lifts which, what they stop, and what is told.

load helper.bash

setup() {
  export HOME="$BATS_TEST_TMPDIR" GIT_CONFIG_NOSYSTEM=1 CI=false
  unset GITHUB_RUN_ID CI_PIPELINE_ID
  git config --global user.name Ada
  git config --global user.email ada@example.com
  git init -q -b main "$BATS_TEST_TMPDIR/work"
  cd "$BATS_TEST_TMPDIR/work"
  services api web
  local environment
  for environment in dev live; do
    mkdir -p "deploy/$environment"
    printf 'images:\n- {name: ghcr.io/acme/api, newTag: 1.0.0}\n- {name: ghcr.io/acme/web, newTag: 1.0.0}\n' \
      >"deploy/$environment/kustomization.yaml"
  done
  git add -A
  git commit -q -m "feat: start"
  git tag api/v1.0.0
  git tag web/v1.0.0
}

# relctl.yaml with the services that are named.
services() {
  local service
  {
    printf 'format: 1\nservices:\n'
    for service; do
      printf '  %s: {paths: [%s], version_files: [%s/VERSION], images: [{name: ghcr.io/acme/%s}]}\n' \
        "$service" "$service" "$service" "$service"
      mkdir -p "$service"
      [ -e "$service/VERSION" ] || echo 1.0.0 >"$service/VERSION"
    done
    printf 'environments:\n- {name: dev, path: deploy/dev}\n- {name: live, path: deploy/live}\ngenerated: [deploy]\n'
  } >relctl.yaml
}

# Releases the services that are named, as the next minor version.
release() {
  local service
  for service; do
    echo "$RANDOM" >"$service/main.c"
    git add -A
    git commit -q -m "feat: more of $service"
    relctl -q bump minor --service "$service" >/dev/null
  done
}

tag_of() { sed -n "s/.*acme\/$2, newTag: \([^}]*\)}/\1/p" "deploy/$1/kustomization.yaml"; }

# The ids of the holds in force on live, one a line.
ids() { relctl --json status live | jq -r '.environments[0].holds[].id'; }

@test "a freeze outlasts a rollback, which adds and replaces its own hold alone" {
  release api
  relctl -q promote live
  relctl -q hold live --reason "quarter end" --until 2099-12-31
  run relctl rollback live --service api
  [ "$status" -eq 0 ]
  [[ "$output" == *"quarter end"* ]]
  [ "$(tag_of live api)" = 1.0.0 ]
  relctl --json status live >status.json
  [ "$(jq -c '[.environments[0].holds[] | [.service, .reason, .until, .rollback]]' status.json)" = \
    '[[null,"quarter end","2099-12-31",false],["api","rolled back from 1.1.0",null,true]]' ]
  rm status.json
  relctl -q rollback live --service api --to 1.1.0
  [ "$(ids | wc -l)" -eq 2 ]
  relctl -q unhold live --service api
  run relctl promote live
  [[ "$output" == *"frozen since"*"quarter end"* ]] || [[ "$output" == *"runs 1.1.0 already"* ]]
  relctl guard --range "$(git rev-list --max-parents=0 HEAD)..HEAD"
  relctl verify "$(git rev-list --max-parents=0 HEAD)..HEAD"
}

@test "a freeze covers a service that comes later, and nothing that waits is exit 4" {
  relctl -q hold live --reason "quarter end"
  services api web late
  local environment
  for environment in dev live; do
    echo '- {name: ghcr.io/acme/late, newTag: 1.0.0}' >>"deploy/$environment/kustomization.yaml"
  done
  git add -A
  git commit -q -m "feat: late"
  git tag late/v1.0.0
  release late
  run relctl promote live
  [ "$status" -eq 4 ]
  [[ "$output" == *"late"*"quarter end"*'`relctl unhold live` lets 1.1.0 come'* ]]
  [ "$(tag_of live late)" = 1.0.0 ]
  relctl -q unhold live
  relctl -q promote live
  [ "$(tag_of live late)" = 1.1.0 ]
}

@test "where something gets through, a held service is exit 4 only by name" {
  release api web
  relctl -q hold live --service api
  run relctl promote live --service api --service web
  [ "$status" -eq 4 ]
  [ "$(tag_of live web)" = 1.1.0 ]
  [ "$(tag_of live api)" = 1.0.0 ]
  release web
  run relctl promote live
  [ "$status" -eq 0 ]
  [ "$(tag_of live web)" = 1.2.0 ]
  run relctl promote live
  [ "$status" -eq 4 ]
}

@test "unhold lifts one, and asks where it could be several" {
  relctl -q hold live --service api --reason "one"
  relctl -q hold live --service api --reason "two"
  relctl -q hold live --service web
  relctl -q hold live
  [ "$(ids | wc -l)" -eq 4 ]
  run relctl unhold live --service api
  [ "$status" -eq 4 ]
  [[ "$output" == *": one"*": two"*"--id ID"* ]]
  local id
  id=$(relctl --json status live | jq -r '.environments[0].holds[] | select(.reason == "one").id')
  relctl -q unhold live --id "$id"
  run relctl unhold live --id "$id"
  [ "$status" -eq 4 ]
  relctl -q unhold live --service api
  run relctl unhold live --service api
  [ "$status" -eq 4 ]
  [[ "$output" == *"frozen"* ]]
  relctl -q unhold live
  [ "$(ids | wc -l)" -eq 1 ]
  relctl -q unhold live --all
  [ -z "$(ids)" ]
  [ ! -e .relctl/holds/live.yaml ]
  relctl guard --range "$(git rev-list --max-parents=0 HEAD)..HEAD"
  relctl verify "$(git rev-list --max-parents=0 HEAD)..HEAD"
}

@test "JSON says which holds came and went, and that nothing was released" {
  relctl --json hold live --service api --reason why >answer
  [ "$(jq -c '[.services[0].released, .services[0].held, .holds.added[0].reason, .holds.lifted]' answer)" = \
    '[false,true,"why",[]]' ]
  relctl --json unhold live --service api >answer
  [ "$(jq -c '[.services[0].released, .services[0].held, .holds.added, .holds.lifted[0].service]' answer)" = \
    '[false,false,[],"api"]' ]
}

@test "the same wish of the same person is one hold, and another's is a second" {
  relctl -q hold live --reason freeze
  relctl -q hold live --reason freeze
  [ "$(ids | wc -l)" -eq 1 ]
  git config --global user.name Grace
  relctl -q hold live --reason freeze
  [ "$(ids | wc -l)" -eq 2 ]
  run relctl unhold live
  [ "$status" -eq 4 ]
  [[ "$output" == *Ada*Grace* ]]
}

@test "a file of holds from before they had ids still holds, and its holds are lifted" {
  mkdir -p .relctl/holds
  printf '%s\n' '# What stays at its version in live. `relctl hold` and `relctl unhold` write this file.' \
    'holds:' '  - service: api' '    version: 1.0.0' '    reason: old' >.relctl/holds/live.yaml
  git add -A
  git commit -q -m "chore: hold"
  release api
  run relctl promote live
  [ "$status" -eq 4 ]
  [[ "$output" == *"old. \`relctl unhold live --service api\`"* ]]
  relctl -q hold live --service web
  relctl -q unhold live --id api
  [ "$(relctl --json status live | jq -r '.environments[0].holds[].service')" = web ]
}
