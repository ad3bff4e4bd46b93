#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# Releases that are deployed in another repository: by bump, through a pull request, over servers
# with a login; and what that repository does by itself.

load servers.bash
load repositories.bash

setup() {
  isolate_user
  server_repository sample
  server_repository deploy
}

teardown() {
  [ -z "${forge:-}" ] || kill "$forge"
  stop_servers
}

# dev_elsewhere: dev, which every bump writes, is in the other repository too.
dev_elsewhere() {
  three_places
  git clone -q "$url/deploy.git" "$BATS_TEST_TMPDIR/other"
  (
    cd "$BATS_TEST_TMPDIR/other"
    manifests apps/sample/dev
    git add -A
    git commit -q -m "dev"
    git push -q
  )
  sed -i "s|  - {name: dev, path: deploy/dev}|  - {name: dev, path: apps/sample/dev, repository: $url/deploy.git}|" relctl.yaml
  git rm -rqf deploy/dev
  git add -A
  git commit -qm "feat: dev lives elsewhere"
  git push -q origin main
}

dev_tag() { deploy show main:apps/sample/dev/kustomization.yaml | sed -n 's/.*newTag: //p'; }

refuse_pushes() {
  printf '#!/bin/sh\necho "the lock is on" >&2\nexit 1\n' >"$servers_root/repos/deploy.git/hooks/pre-receive"
  chmod +x "$servers_root/repos/deploy.git/hooks/pre-receive"
}

allow_pushes() { rm "$servers_root/repos/deploy.git/hooks/pre-receive"; }

start_git() {
  start_git_daemon
  url="$git_url"
}

@test "bump publishes the release first, then the deployment" {
  start_git
  dev_elsewhere
  run relctl -q --json bump minor --push
  [ "$status" -eq 0 ]
  [ "$(dev_tag)" = 1.1.0 ]
  [ -n "$(sample tag --list v1.1.0)" ]
  python3 - "$output" <<'PYTHON'
import json, sys
answer = json.loads(sys.argv[1])
release, deployment = answer["places"]
assert [s["version"] for s in answer["services"]] == ["1.1.0"], answer
assert release["repository"] is None and deployment["environments"] == ["dev"], answer
assert deployment["pushed"] and deployment["repository"].endswith("deploy.git"), deployment
PYTHON
  run relctl -q bump minor --push
  [ "$status" -eq 0 ]
  [ "$output" = "" ]
  nothing_left
}

@test "a deployment that fails leaves the release, says so, and the same run again finishes it" {
  start_git
  dev_elsewhere
  refuse_pushes
  run relctl bump minor --push --once run-1
  [ "$status" -eq 5 ]
  [[ "$output" == *"sample 1.1.0 released, but dev did not get it"*"the lock is on"* ]]
  [[ "$output" == *"published before that: the release: main -> $(sample rev-parse main)"* ]]
  [[ "$output" == *"relctl promote dev --push"* ]]
  allow_pushes
  [ "$(dev_tag)" = 1.0.0 ]
  run relctl -q bump minor --push --once run-1
  [ "$status" -eq 0 ]
  [ "$output" = 1.1.0 ]
  [ "$(dev_tag)" = 1.1.0 ]
  before="$(deploy rev-parse main) $(sample rev-parse main) $(sample tag --list)"
  run relctl -q bump minor --push --once run-1
  [ "$status" -eq 0 ]
  [ "$output" = 1.1.0 ]
  [ "$(deploy rev-parse main) $(sample rev-parse main) $(sample tag --list)" = "$before" ]
}

@test "a bump that is killed between release and deployment is finished by promote, too" {
  start_git
  dev_elsewhere
  mkdir "$BATS_TEST_TMPDIR/bin"
  printf '#!/bin/sh\ncase "$*" in *init*--bare*) kill -KILL $PPID ;; esac\nexec %s "$@"\n' \
    "$(command -v git)" >"$BATS_TEST_TMPDIR/bin/git"
  chmod +x "$BATS_TEST_TMPDIR/bin/git"
  PATH="$BATS_TEST_TMPDIR/bin:$PATH" run relctl -q bump minor --push
  [ "$status" -eq 137 ]
  [ -n "$(sample tag --list v1.1.0)" ]
  [ "$(dev_tag)" = 1.0.0 ]
  git fetch -q --tags
  run relctl -q status dev --fetch
  [[ "$output" == *"waits: 1.1.0 released"* ]]
  run relctl -q promote dev --push
  [ "$status" -eq 0 ]
  [ "$(dev_tag)" = 1.1.0 ]
}

@test "a hold there stops the deployment, never the release" {
  start_git
  dev_elsewhere
  relctl -q hold dev --reason freeze --push
  run relctl bump minor --push
  [ "$status" -eq 0 ]
  [[ "$output" == *"freeze"* ]]
  [ "$(dev_tag)" = 1.0.0 ]
  [ -n "$(sample tag --list v1.1.0)" ]
  run relctl -q bump minor --even-if-unchanged --no-deploy --push
  [ "$output" = 1.2.0 ]
  relctl -q unhold dev --push
  [ "$(dev_tag)" = 1.0.0 ]
}

@test "two releases that end in the wrong order never take dev back" {
  start_git
  dev_elsewhere
  release --once first
  [ "$(dev_tag)" = 1.1.0 ]
  release --once second
  [ "$(dev_tag)" = 1.2.0 ]
  run relctl bump minor --push --once first
  [ "$status" -eq 0 ]
  [ "$(dev_tag)" = 1.2.0 ]
}

@test "a review opens its request in the other repository" {
  start_git
  port_file="$BATS_TEST_TMPDIR/port"
  python3 "$BATS_TEST_DIRNAME/forge_server.py" "$port_file" "$BATS_TEST_TMPDIR/log" 3>&- >/dev/null 2>&1 &
  forge=$!
  until [ -s "$port_file" ]; do kill -0 "$forge"; done
  export ACME_TOKEN=canary-token-7 RELCTL_TRUSTED_HOSTS=ACME_TOKEN
  server_repository acme/sample
  git init -q --bare -b main "$servers_root/repos/acme/deploy.git"
  three_places "forge: {kind: github, api: \"http://127.0.0.1:$(cat "$port_file")\", token_env: ACME_TOKEN}"
  git push -q "$url/acme/deploy.git" "$(deploy rev-parse main)" 2>/dev/null ||
    git -C "$BATS_TEST_TMPDIR/deploy" push -q "$url/acme/deploy.git" main
  sed -i "s|$url/deploy.git|$url/acme/deploy.git|" relctl.yaml
  git commit -qam "chore: move" && git push -q origin main
  release
  relctl -q promote staging --push
  run relctl -q promote production --review
  [ "$status" -eq 0 ]
  [[ "$output" == https://forge.example/acme/*/pull/1 ]]
  branch=relctl/promote/production/sample
  acme() { git -C "$servers_root/repos/acme/deploy.git" "$@"; }
  acme show "$branch:apps/sample/production/kustomization.yaml" | grep -q 'newTag: 1.1.0'
  acme show main:apps/sample/production/kustomization.yaml | grep -q 'newTag: 1.0.0'
  [ -z "$(sample branch --list "$branch")" ]
  tip=$(acme rev-parse "$branch")
  run relctl -q promote production --review
  [ "$status" -eq 0 ]
  [ "$(acme rev-parse "$branch")" = "$tip" ]
  grep -q '^POST /repos/acme/deploy/pulls ' "$BATS_TEST_TMPDIR/log"
  nothing_left
}

@test "the user's credentials open the other repository: a helper in this clone, a key" {
  start_http_server
  git config --global "url.$http_login_url/.insteadOf" "$http_url/"
  url="$http_url"
  three_places
  git config --global --unset-all "url.$http_login_url/.insteadOf"
  git remote set-url origin "$http_login_url/sample.git"
  git config "credential.$http_url.helper" "!f() { echo username=$http_user; echo password=$http_password; }; f"
  release
  relctl -q promote staging --push
  run relctl promote production --push
  [ "$status" -eq 0 ]
  [ "$(tag_of production)" = 1.1.0 ]
  [[ "$output" != *"$http_password"* ]]
  git config --unset "credential.$http_url.helper"
  release
  relctl -q promote staging --push
  run relctl promote production --push
  [ "$status" -eq 5 ]
  start_ssh_server
  sed -i "s|repository: .*|repository: $ssh_url/deploy.git|" relctl.yaml
  git commit -qam "chore: ssh" && git push -q origin main
  run relctl -q promote production --push
  [ "$status" -eq 0 ]
  [ "$(tag_of production)" = 1.2.0 ]
}

@test "a server that leaves out files gives them when they are read; so does one with protocol 0" {
  start_git
  three_places
  deploy config uploadpack.allowFilter true
  release
  relctl -q promote staging --push
  relctl -q promote production --push
  [ "$(tag_of production)" = 1.1.0 ]
  relctl -q rollback production --all --push
  relctl -q unhold production --push
  git config --global protocol.version 0
  run relctl -q promote production --push
  [ "$status" -eq 0 ]
  [ "$(tag_of production)" = 1.1.0 ]
}

@test "a deployment repository with a relctl.yaml of its own verifies, reports, guards and rolls back" {
  start_git
  three_places
  git clone -q "$url/deploy.git" "$BATS_TEST_TMPDIR/own"
  cat >"$BATS_TEST_TMPDIR/own/relctl.yaml" <<CONFIG
format: 1
services:
  sample: {images: [ghcr.io/acme/sample]}
environments:
  - {name: production, path: "apps/{service}/{environment}", auto: false}
generated: [apps]
CONFIG
  git -C "$BATS_TEST_TMPDIR/own" add -A
  git -C "$BATS_TEST_TMPDIR/own" commit -q -m "own configuration"
  git -C "$BATS_TEST_TMPDIR/own" push -q
  sed -i '/carry:/d' relctl.yaml
  git commit -qam "chore: no carry" && git push -q origin main
  release
  relctl -q promote staging production --push
  release
  relctl -q promote staging production --push
  base=$(git -C "$BATS_TEST_TMPDIR/own" rev-parse HEAD)
  cd "$BATS_TEST_TMPDIR/own"
  git pull -q
  run relctl verify --all production
  [ "$status" -eq 0 ]
  [ "$(grep -c exact <<<"$output")" -eq 2 ]
  run relctl guard --range "$base..HEAD"
  [ "$status" -eq 0 ]
  run relctl -q status
  [[ "$output" == *"production"*"1.2.0"*"promote"* ]]
  run relctl -q rollback production --all --push
  [ "$status" -eq 0 ]
  [ "$(tag_of production)" = 1.1.0 ]
  sed -i 's/newTag: .*/newTag: 6.6.6/' apps/sample/production/kustomization.yaml
  git commit -qam "by hand"
  run relctl guard --range "HEAD~1..HEAD"
  [ "$status" -eq 1 ]
  cd "$BATS_TEST_TMPDIR/work"
  run relctl promote production --push
  [ "$status" -eq 4 ]
  [[ "$output" == *held* ]]
  [ "$(tag_of production)" = 1.1.0 ]
}

@test "a repository that holds deployments alone gives no version by itself" {
  git init -q -b main "$BATS_TEST_TMPDIR/alone"
  cd "$BATS_TEST_TMPDIR/alone"
  cat >relctl.yaml <<CONFIG
format: 1
services:
  sample: {images: [ghcr.io/acme/sample]}
environments:
  - {name: dev, path: deploy/dev}
CONFIG
  mkdir -p deploy/dev
  printf 'kind: Pod\nspec: {containers: [{image: ghcr.io/acme/sample:1.0.0}]}\n' >deploy/dev/app.yaml
  echo "# Deployments" >README.md
  git add -A
  git commit -q -m "feat: start"
  for what in "bump" "bump minor" "next" "diff"; do
    # shellcheck disable=SC2086 # several words
    run relctl $what
    [ "$status" -eq 4 ]
    [[ "$output" == *"sample is not made here: this repository holds its deployments alone"* ]]
    [[ "$output" == *"relctl promote dev --service sample --to VERSION"* ]]
  done
  [ -z "$(git tag)" ]
  relctl -q promote dev --to 2.0.0
  # Who names the version means it.
  run relctl bump 2.0.1
  [ "$status" -eq 0 ]
}
