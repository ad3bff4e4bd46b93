#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# Environments on branches of their own, over git daemon.

load helper.bash
load servers.bash

remote() { git -C "$servers_root/repos/sample.git" "$@"; }

tag_on() { remote show "$1:deploy/$2/kustomization.yaml" | sed -n 's/.*newTag: //p'; }

setup() {
  export HOME="$BATS_TEST_TMPDIR" GIT_CONFIG_NOSYSTEM=1 CI=false
  unset GITHUB_RUN_ID CI_PIPELINE_ID
  git config --global user.name Ada
  git config --global user.email ada@example.com
  server_repository sample
  start_git_daemon
  git clone -q "$git_url/sample.git" "$BATS_TEST_TMPDIR/work" 2>/dev/null
  cd "$BATS_TEST_TMPDIR/work"
  git checkout -q -B main
  deployed_config "- {name: dev, path: deploy/dev}" \
    "- {name: production, path: deploy/production, branch: env/production}"
  deployed dev production
  git add -A
  git commit -q -m "feat: start"
  git push -q origin main main:refs/heads/env/production
}

teardown() { stop_servers; }

release() {
  echo "$RANDOM" >>main.c
  git add -A
  git commit -q -m "feat: more"
  git push -q origin main
  relctl -q bump minor --push
}

# Commits a file by hand on the environment's branch.
by_hand() {
  git fetch -q origin env/production
  git checkout -q --detach FETCH_HEAD
  echo "$2" >"$1"
  git add -A
  git commit -q -m "by hand"
  git push -q origin HEAD:env/production
  git checkout -q main
}

@test "a promotion brings the promoted commit to the environment's branch" {
  release
  run relctl -q promote production --push
  [ "$status" -eq 0 ]
  [ "$(tag_on env/production production)" = 1.1.0 ]
  [ "$(tag_on main production)" = 1.0.0 ]
  [ "$(remote rev-parse env/production^2)" = "$(remote rev-parse 'v1.1.0^{commit}')" ]
  remote diff --quiet main env/production -- main.c VERSION
  before=$(remote rev-parse env/production)
  run relctl -q promote production --push
  [ "$status" -eq 0 ]
  [ "$(remote rev-parse env/production)" = "$before" ]
}

@test "what people changed on the branch stays, promotion after promotion" {
  release
  relctl -q promote production --push
  by_hand notes.md "only here"
  release
  relctl -q promote production --push
  release
  relctl -q promote production --push
  [ "$(remote show env/production:notes.md)" = "only here" ]
  [ "$(tag_on env/production production)" = 1.3.0 ]
  remote diff --quiet main env/production -- main.c VERSION
}

@test "a file changed on both sides is a conflict, and nothing moves" {
  release
  relctl -q promote production --push
  by_hand main.c "theirs"
  release
  before=$(remote rev-parse env/production)
  run relctl promote production --push
  [ "$status" -eq 4 ]
  [[ "$output" == *"main.c: by hand in $(remote rev-parse --short=7 env/production)"*" by Ada, for the release in "* ]]
  [ "$(remote rev-parse env/production)" = "$before" ]
}

@test "a rollback writes the path alone, and holds on the environment's branch" {
  release
  relctl -q promote production --push
  relctl -q rollback production --all --push
  [ "$(tag_on env/production production)" = 1.0.0 ]
  run remote diff --name-only env/production^ env/production
  [ "$output" = ".relctl/holds/production.yaml
deploy/production/kustomization.yaml" ]
  release
  run relctl promote production --push
  [ "$status" -eq 4 ]
  [[ "$output" == *held* ]]
  relctl -q unhold production --push
  relctl -q promote production --push
  [ "$(tag_on env/production production)" = 1.2.0 ]
}

@test "where people merge themselves, the promotion is an ordinary commit" {
  release
  git push -q origin main:env/production
  relctl -q promote production --push
  [ "$(tag_on env/production production)" = 1.1.0 ]
  run remote rev-parse -q --verify env/production^2
  [ "$status" -ne 0 ]
}

@test "verify recomputes what came to the environment's branch, and all of it with --all" {
  release
  relctl -q promote production --push
  by_hand notes.md "only here"
  release
  relctl -q promote production --push
  git fetch -q
  relctl_run verify --all production
  expect 0
  equal "$(wc -l <"$BATS_TEST_TMPDIR/out")" 2
  lacks "$out" another
  # A promotion that drops what was promoted is none.
  git checkout -q --detach origin/env/production
  git rm -q main.c
  git commit -q --amend --no-edit
  relctl_run verify HEAD
  expect 1
  contains "$out" "main.c: the file is missing"
}

@test "status tells what runs on the other branch" {
  release
  relctl -q promote production --push
  git fetch -q
  run relctl -q status production
  [ "$status" -eq 0 ]
  [[ "$output" == *"production"*"1.1.0"*"promote"* ]]
}

@test "guard on an environment's branch asks where the environments before it are kept" {
  echo "generated: [deploy]" >>relctl.yaml
  release
  relctl -q promote production --push
  git fetch -q
  before=$(git rev-parse origin/env/production)
  release
  relctl -q promote production --push
  git fetch -q
  run relctl guard --range "$before..origin/env/production"
  [ "$status" -eq 0 ]
  # What the version files there say, and a folder of an environment that is kept on main, is nobody's word.
  git checkout -q -B topic origin/env/production
  sed -i 's/newTag: .*/newTag: 9.9.9/' deploy/dev/kustomization.yaml deploy/production/kustomization.yaml
  echo 9.9.9 >VERSION
  git commit -q -a -m "chore(promote): sample 9.9.9 to production"
  run relctl guard --range origin/env/production..HEAD
  [ "$status" -eq 1 ]
  contains "$output" "deploy/production/kustomization.yaml"
  # What main had there counts, untagged too.
  git checkout -q main
  sed -i 's/newTag: .*/newTag: 1.7.0/' deploy/dev/kustomization.yaml
  echo 1.7.0 >VERSION
  git commit -q -a -m "a release without its tag"
  git push -q origin main
  git checkout -q -B topic origin/env/production
  sed -i 's/newTag: .*/newTag: 1.7.0/' deploy/production/kustomization.yaml
  git commit -q -a -m "squashed"
  run relctl guard --range origin/env/production..HEAD
  [ "$status" -eq 0 ]
}
