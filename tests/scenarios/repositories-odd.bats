#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# Other repositories in odd shapes, in others' hands, and with many writers.

load servers.bash
load repositories.bash

setup() {
  isolate_user
  server_repository sample
  server_repository deploy
  start_git_daemon
  url="$git_url"
  three_places
}

teardown() { stop_servers; }

# in_deploy COMMAND: a commit in the other repository of what the command does.
in_deploy() {
  rm -rf "$BATS_TEST_TMPDIR/hand"
  git clone -q "$url/deploy.git" "$BATS_TEST_TMPDIR/hand"
  (cd "$BATS_TEST_TMPDIR/hand" && eval "$1" && git add -A && git commit -qm "by hand" && git push -q)
}

@test "two environments on two branches of one repository that is a path" {
  git -C "$BATS_TEST_TMPDIR/deploy" push -q "$servers_root/repos/deploy.git" main:live
  git clone -q "$url/sample.git" "$servers_root/near"
  cd "$servers_root/near"
  cat >relctl.yaml <<'CONFIG'
format: 1
services:
  sample: {version_files: [VERSION], images: [ghcr.io/acme/sample]}
environments:
  - {name: dev, path: deploy/dev}
  - {name: test, path: apps/sample/production, repository: ../repos/deploy.git}
  - {name: production, path: apps/sample/production, repository: ../repos/deploy.git, branch: live}
CONFIG
  git commit -qam "chore: near" && git push -q origin main
  release
  cd "$servers_root/near/deploy"
  run relctl -q promote test production --push
  [ "$status" -eq 0 ]
  [ "$(tag_of production)" = 1.1.0 ]
  deploy show live:apps/sample/production/kustomization.yaml | grep -q 'newTag: 1.1.0'
  run relctl -q status --fetch
  [[ "$output" == *"production"*"1.1.0"*"promote"* ]]
  nothing_left
}

@test "an environment with auto on a branch gets the release after it" {
  sed -i 's|  - {name: staging, path: deploy/staging, branch: env/staging}|  - {name: staging, path: deploy/staging, branch: env/staging, auto: true}|' relctl.yaml
  git commit -qam "chore: auto" && git push -q origin main
  release
  [ "$(tag_of dev)" = 1.1.0 ]
  [ "$(tag_of staging)" = 1.1.0 ]
  [ "$(sample rev-parse env/staging^2)" = "$(sample rev-parse 'v1.1.0^{commit}')" ]
  [ -z "$(git status --porcelain)" ]
}

@test "links, wrong files and holds there are refused in words that name the repository" {
  release
  relctl -q promote staging --push
  before=$(deploy rev-parse main)
  in_deploy 'git mv apps/sample real && ln -s ../real apps/sample'
  run relctl promote production --push
  [ "$status" -eq 3 ]
  [[ "$output" == *"$url/deploy.git"* ]]
  in_deploy 'rm apps/sample && git mv real apps/sample && mkdir -p .relctl/holds && echo "holds: {" >.relctl/holds/production.yaml'
  run relctl promote production --push
  [ "$status" -eq 3 ]
  [[ "$output" == *".relctl/holds/production.yaml"*"$url/deploy.git"* ]]
  in_deploy 'rm -r .relctl && rm -r apps/sample/production'
  run relctl promote production --push
  [ "$status" -eq 3 ]
  [[ "$output" == *"apps/sample/production"* ]]
  nothing_left
}

@test "an old checkout that keeps an environment elsewhere writes nothing to the place of yesterday" {
  release
  relctl -q promote staging production --push
  old=$(git rev-parse HEAD)
  sed -i -e "/repository:/d" -e '/carry:/d' -e 's|path: apps/{service}/{environment}|path: deploy/production|' relctl.yaml
  manifests deploy/production
  git add -A
  git commit -qm "feat: production comes home" && git push -q origin main
  before="$(deploy rev-parse main) $(sample rev-parse main)"
  git checkout -q --detach "$old"
  for command in "promote production" "rollback production --all" "hold production"; do
    read -ra words <<<"$command"
    run relctl "${words[@]}" --push
    [ "$status" -eq 4 ]
    [[ "$output" == *"production is kept elsewhere"* ]]
  done
  [ "$(deploy rev-parse main) $(sample rev-parse main)" = "$before" ]
}

@test "pipelines at once: each release is there once, and dev elsewhere never goes back" {
  in_deploy 'manifests apps/sample/dev'
  sed -i "s|  - {name: dev, path: deploy/dev}|  - {name: dev, path: apps/sample/dev, repository: $url/deploy.git}|" relctl.yaml
  git commit -qam "feat: dev lives elsewhere" && git push -q origin main
  for i in 1 2 3 4; do
    git clone -q "$url/sample.git" "$BATS_TEST_TMPDIR/p$i"
    (cd "$BATS_TEST_TMPDIR/p$i" && "$RELCTL_BINARY" -q bump minor --even-if-unchanged --push 3>&- >"$BATS_TEST_TMPDIR/answer$i") &
    pids[i]=$!
  done
  for i in 1 2 3 4; do wait "${pids[i]}"; done
  [ "$(cat "$BATS_TEST_TMPDIR"/answer? | sort | tr '\n' ' ')" = "1.1.0 1.2.0 1.3.0 1.4.0 " ]
  [ "$(sample tag --list | wc -l)" -eq 4 ]
  ran=$(deploy log --first-parent --reverse -p --format= main -- apps/sample/dev | sed -n 's/^+.*newTag: //p')
  [ "$ran" = "$(sort -V <<<"$ran" | uniq)" ]
  [ "$(tail -1 <<<"$ran")" = 1.4.0 ]
}

@test "promoters at once: the other repository gets one commit" {
  release
  relctl -q promote staging --push
  for i in 1 2 3 4; do
    git clone -q "$url/sample.git" "$BATS_TEST_TMPDIR/p$i"
    (cd "$BATS_TEST_TMPDIR/p$i" && "$RELCTL_BINARY" -q promote production --push 3>&-) &
    pids[i]=$!
  done
  for i in 1 2 3 4; do wait "${pids[i]}"; done
  [ "$(tag_of production)" = 1.1.0 ]
  [ "$(deploy log --format=%s main | grep -c 'chore(promote)')" -eq 1 ]
  nothing_left
}

@test "reports in one clone at once do not hinder each other" {
  release
  for i in 1 2 3 4; do
    "$RELCTL_BINARY" -q status --fetch 3>&- >"$BATS_TEST_TMPDIR/report$i" &
    pids[i]=$!
  done
  for i in 1 2 3 4; do wait "${pids[i]}"; done
  grep -q production "$BATS_TEST_TMPDIR/report1"
}

@test "verify says where an environment of another repository is verified" {
  release
  run relctl verify --all production
  [ "$status" -eq 2 ]
  [[ "$output" == *"$url/deploy.git"* ]]
}
