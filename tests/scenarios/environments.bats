#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# A version's life after its release: promotions, rollbacks, holds and reports, over git daemon.

load helper.bash
load servers.bash

# The tag that ENV has on the remote.
tag_of() {
  git -C "$servers_root/repos/sample.git" show "main:deploy/$1/kustomization.yaml" |
    sed -n 's/.*newTag: //p'
}

commits() { git -C "$servers_root/repos/sample.git" rev-list --count main; }

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
  deployed_config "- {name: dev, path: deploy/dev}" "- {name: staging, path: deploy/staging}" \
    "- {name: production, path: deploy/production}"
  deployed dev staging production
  git add -A
  git commit -q -m "feat: start"
  git push -q origin main
}

teardown() { stop_servers; }

release() {
  echo "$RANDOM" >>main.c
  git add -A
  git commit -q -m "feat: more"
  git push -q origin main
  relctl -q bump "${1:-minor}" --push
}

@test "a version goes from dev to staging to production, and each step is done once" {
  run release minor
  [ "$output" = 1.1.0 ]
  for name in staging production; do
    run relctl -q promote "$name" --push
    [ "$status" -eq 0 ]
    [ "$output" = 1.1.0 ]
    [ "$(tag_of "$name")" = 1.1.0 ]
  done
  before=$(commits)
  run relctl -q promote staging production --push
  [ "$status" -eq 0 ]
  [ "$(commits)" = "$before" ]
}

# same_again ARGUMENT...: a second run gives the answer of the first, and does nothing.
same_again() {
  local before first
  first=$(relctl -q --json "$@")
  before=$(commits)
  equal "$(relctl -q --json "$@")" "$first" && equal "$(commits)" "$before" &&
    jq -e '.services[0].status == "done" and .pushed and .commit and (.files | length) > 0' <<<"$first" >/dev/null
}

@test "an operation with the same key is done once, and gives its answer as often as it is asked" {
  release minor
  change_source() { echo "$RANDOM" >>main.c && git commit -q -a -m "fix: more" && git push -q; }
  git add -A
  change_source
  same_again bump --push --once job-1
  same_again promote staging --push --once job-2
  same_again promote staging production --push --once job-2
  same_again promote production --to 1.1.0 --allow-downgrade --push --once job-3
  release minor
  same_again promote staging --push --digest "sha256:$(printf 'a%.0s' {1..64})" --once job-4
  same_again rollback staging --all --reason slow --push --once job-5
  jq -e '.holds.added[0].reason == "slow" and .services[0].held' \
    <<<"$(relctl -q --json rollback staging --all --push --once job-5)"
  equal "$(relctl -q rollback staging --all --push --once job-5)" 1.1.1
  equal "$(relctl -q promote staging --push --once job-2)" 1.1.1
}

@test "the preview is the patch that the promotion makes" {
  release minor
  relctl -q diff promote staging >"$BATS_TEST_TMPDIR/patch"
  relctl -q promote staging
  git diff HEAD~1 HEAD >"$BATS_TEST_TMPDIR/made"
  diff <(grep '^[-+]' "$BATS_TEST_TMPDIR/patch") <(grep '^[-+]' "$BATS_TEST_TMPDIR/made")
  [ -z "$(git status --porcelain)" ]
}

@test "two pipelines that end in the wrong order never take dev back" {
  release minor
  first=$(relctl current)
  release minor
  second=$(relctl current)
  [ "$(tag_of dev)" = "$second" ]
  run relctl promote dev --to "$first" --push
  [ "$status" -eq 0 ]
  [[ "$output" == *superseded* ]]
  [ "$(tag_of dev)" = "$second" ]
}

@test "a rollback goes back once, stays, and a release leaves it alone" {
  release minor
  relctl -q promote staging production --push
  relctl -q rollback production --all --reason "login broken" --push
  [ "$(tag_of production)" = 1.0.0 ]
  before=$(commits)
  run relctl rollback production --all --push
  [ "$status" -eq 0 ]
  [ "$(commits)" = "$before" ]
  release minor
  relctl -q promote staging --push
  run relctl promote production --push
  [ "$status" -eq 4 ]
  [[ "$output" == *"login broken"*"\`relctl unhold production --service sample --push\`"* ]]
  run relctl promote production --service sample --push
  [ "$status" -eq 4 ]
  [ "$(tag_of production)" = 1.0.0 ]
  relctl -q unhold production
  run relctl promote production --push
  [ "$status" -eq 4 ]
  [[ "$output" == *"has commits of relctl that were not published"* ]]
  [[ "$output" != *"tags"* ]]
  relctl -q unhold production --push
  relctl -q promote production --push
  [ "$(tag_of production)" = 1.2.0 ]
}

@test "a rollback in one run of a pipeline is done once, even when the hold was removed" {
  export GITHUB_RUN_ID=77
  release minor
  relctl -q promote staging production --push
  GITHUB_RUN_ID=78 relctl -q rollback production --all --push
  relctl -q unhold production --push
  before=$(commits)
  GITHUB_RUN_ID=78 run relctl -q rollback production --all --push
  [ "$status" -eq 0 ]
  [ "$(commits)" = "$before" ]
  [ "$(tag_of production)" = 1.0.0 ]
}

@test "a promotion starts from the remote, whatever is checked out" {
  git checkout -q -b feature
  git -C . clone -q "$git_url/sample.git" "$BATS_TEST_TMPDIR/other"
  (cd "$BATS_TEST_TMPDIR/other" && release minor)
  run relctl -q promote staging --push
  [ "$status" -eq 0 ]
  [ "$(tag_of staging)" = 1.1.0 ]
  [ "$(git rev-parse --abbrev-ref HEAD)" = feature ]
}

@test "promoters at once: each promotion is there, none is made twice" {
  release minor
  for i in 1 2 3 4; do
    git clone -q "$git_url/sample.git" "$BATS_TEST_TMPDIR/p$i"
    (cd "$BATS_TEST_TMPDIR/p$i" && "$RELCTL_BINARY" -q promote staging --push 3>&-) &
    pids[i]=$!
  done
  for i in 1 2 3 4; do wait "${pids[i]}"; done
  [ "$(tag_of staging)" = 1.1.0 ]
  made=$(git -C "$servers_root/repos/sample.git" log --format=%s main | grep -c 'chore(promote)')
  [ "$made" -eq 1 ]
}

@test "status and history tell what runs, what waits, what is held and what is foreign" {
  release minor
  relctl -q promote staging --push
  relctl -q hold production --reason freeze --push
  run relctl -q status
  [ "$status" -eq 0 ]
  [[ "$output" == *"staging"*"1.1.0"*"promote"* ]]
  [[ "$output" == *"production"*"freeze"*"waits: 1.1.0 in staging"* ]]
  [[ "$output" == *"drift"* ]]
  run relctl -q history staging
  [[ "$output" == *"1.1.0"*"runs now"*"1.0.0"*"rollback goes here"* ]]
  run relctl -q diff production staging
  [ "${lines[0]}" = "sample 1.0.0 -> 1.1.0" ]
  run relctl --json status
  python3 -c 'import json,sys; json.loads(sys.argv[1])' "$output"
}
