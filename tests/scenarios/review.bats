#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# Promotions through pull requests, and who hears of a push, over git daemon and a forge on loopback.

bats_require_minimum_version 1.5.0
load servers.bash
load forge.bash

relctl() { "$RELCTL_BINARY" "$@"; }

setup() {
  hosted_repository
}

teardown() { leave_hosts; }

# The service at 1.0.0 in production and 1.1.0 in staging, with the configuration's last lines added.
service() {
  local name
  cat >relctl.yaml <<CONFIG
format: 1
services:
  sample: {version_files: [VERSION], images: [ghcr.io/acme/sample]}
environments:
  - {name: staging, path: deploy/staging}
  - {name: production, path: deploy/production, review: true}
forge: {kind: github, api: "http://127.0.0.1:$port", token_env: ACME_TOKEN}
$1
CONFIG
  echo 1.0.0 >VERSION
  for name in staging production; do
    mkdir -p "deploy/$name"
    printf 'resources: [app.yaml]\nimages:\n  - name: ghcr.io/acme/sample\n    newTag: 1.0.0\n' \
      >"deploy/$name/kustomization.yaml"
    printf 'apiVersion: v1\nkind: Pod\nmetadata: {name: sample}\nspec: {containers: [{name: sample, image: ghcr.io/acme/sample}]}\n' \
      >"deploy/$name/app.yaml"
  done
  git add -A
  git commit -q -m "feat: start"
  git push -q origin main
  relctl -q bump minor --push >/dev/null
}

review_tip() { git ls-remote origin refs/heads/relctl/promote/production/sample | cut -f1; }

@test "a promotion to an environment with review opens one request, and a second run leaves it alone" {
  start_forge
  service ""
  main=$(git rev-parse HEAD)
  run relctl -q promote production --push
  [ "$status" -eq 0 ]
  [ "$output" = "https://forge.example/acme/sample/pull/1" ]
  tip=$(review_tip)
  [ -n "$tip" ]
  [ "$(git ls-remote origin refs/heads/main | cut -f1)" = "$main" ]
  git fetch -q origin "$tip"
  [ "$(git show "$tip:deploy/production/kustomization.yaml" | grep -c 'newTag: 1.1.0')" -eq 1 ]
  grep -q '^POST /repos/acme/sample/pulls Bearer_canary-token-7 ' "$BATS_TEST_TMPDIR/log"
  run relctl promote production --push
  [ "$status" -eq 0 ]
  [ "$(review_tip)" = "$tip" ]
  [ "$(grep -c '^POST' "$BATS_TEST_TMPDIR/log")" -eq 1 ]
  [[ "$output" != *canary-token-7* ]]
}

@test "a newer version updates the open request" {
  start_forge
  service ""
  relctl -q promote production --push
  first=$(review_tip)
  relctl -q bump minor --even-if-unchanged --push >/dev/null
  run relctl -q promote production --push
  [ "$status" -eq 0 ]
  [ "$output" = "https://forge.example/acme/sample/pull/1" ]
  [ "$(review_tip)" != "$first" ]
  grep '^PATCH /repos/acme/sample/pulls/1 ' "$BATS_TEST_TMPDIR/log" | grep -q 1.2.0
}

@test "an approved request is left alone, and --replace opens another one" {
  start_forge approved
  service ""
  relctl -q promote production --push
  first=$(review_tip)
  relctl -q bump minor --even-if-unchanged --push >/dev/null
  run relctl promote production --push
  [ "$status" -eq 0 ]
  [[ "$output" == *approved* ]]
  [ "$(review_tip)" = "$first" ]
  run relctl -q promote production --push --replace
  [ "$status" -eq 0 ]
  [ "$output" = "https://forge.example/acme/sample/pull/2" ]
  [ "$(review_tip)" != "$first" ]
}

@test "a request's branch with somebody else's commit is not moved" {
  start_forge
  service ""
  relctl -q promote production --push
  git fetch -q origin relctl/promote/production/sample
  git checkout -q FETCH_HEAD
  echo by hand >>deploy/production/app.yaml
  git commit -qam "by hand"
  git push -q origin HEAD:refs/heads/relctl/promote/production/sample
  foreign=$(review_tip)
  git checkout -q main
  relctl -q bump minor --even-if-unchanged --push >/dev/null
  run relctl promote production --push
  [ "$status" -eq 4 ]
  [ "$(review_tip)" = "$foreign" ]
}

@test "relctl.yaml chooses no variable and no server for the token" {
  start_forge
  service ""
  local setting
  export RELCTL_TRUSTED_HOSTS=
  run relctl promote production --push
  [ "$status" -eq 3 ]
  [[ "$output" == *"ACME_TOKEN, which does not look like a token of GitHub"* ]]
  export GITHUB_TOKEN=canary-token-7
  for setting in "kind: github, api: \"http://localhost:$port\"" \
    "kind: github, api: \"http://localhost:$port\", token_env: GITHUB_TOKEN"; do
    sed -i "s|^forge: .*|forge: {$setting}|" relctl.yaml
    git commit -qam "fix: forge"
    git push -q origin main
    run relctl promote production --push
    [ "$status" -eq 3 ]
    [[ "$output" == *"no token is sent to http://localhost:$port"* ]]
  done
  run ! grep -q canary-token-7 "$BATS_TEST_TMPDIR/log"
  git config relctl.trusted localhost
  relctl -q promote production --push
  grep -q '^POST /repos/acme/sample/pulls Bearer_canary-token-7 ' "$BATS_TEST_TMPDIR/log"
}

@test "Argo CD hears of a push with its files, signed, and its absence fails no release" {
  start_forge
  service "notify: {argocd: {url: \"http://127.0.0.1:$port/api/webhook\", secret_env: ACME_TOKEN}}"
  grep '^POST /api/webhook ' "$BATS_TEST_TMPDIR/log" | grep -q 'deploy/staging/kustomization.yaml'
  kill "$forge"
  wait "$forge" || true
  forge=
  run relctl bump minor --even-if-unchanged --push --json
  [ "$status" -eq 0 ]
  [[ "$output" == *'"pushed": true'* ]]
  [[ "$output" != *canary-token-7* ]]
}
