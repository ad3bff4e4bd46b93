#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# Git hooks that call guard.
load guarded.bash

setup() { guarded_repository; }

teardown() { stop_servers; }

@test "hooks are installed beside those that are there, and go cleanly" {
  mkdir -p .githooks
  printf '#!/bin/sh\necho called >>"%s/calls"\n' "$BATS_TEST_TMPDIR" >.githooks/pre-commit
  chmod +x .githooks/pre-commit
  cp .githooks/pre-commit "$BATS_TEST_TMPDIR/before"
  git config core.hooksPath .githooks
  run relctl hooks status
  [ "$status" -eq 1 ]
  relctl hooks install
  relctl hooks install
  relctl hooks status
  set_tag dev 9.9.9
  run git commit -a -m "by hand"
  [ "$status" -ne 0 ]
  [[ "$output" == *"only relctl writes this file"* ]]
  [ "$(cat "$BATS_TEST_TMPDIR/calls")" = called ]
  git checkout -q deploy
  release
  relctl hooks uninstall
  cmp .githooks/pre-commit "$BATS_TEST_TMPDIR/before"
  [ ! -e .githooks/pre-push ]
  [ ! -e .githooks/pre-commit.relctl-chained ]
}

@test "pre-push stops what was committed by hand, and lets relctl's own pushes pass" {
  server_repository sample
  start_git_daemon
  git remote add origin "$git_url/sample.git"
  git push -q origin main
  relctl hooks install >/dev/null
  release
  git push -q origin main
  change
  git push -q origin main
  relctl bump -q --push >/dev/null
  set_tag production 9.9.9
  git commit -q -a --no-verify -m "by hand"
  run git push origin main
  [ "$status" -ne 0 ]
  [[ "$output" == *"tag 9.9.9"* ]]
}

@test "hooks in a work tree of its own, and with a folder for all repositories" {
  relctl hooks install >/dev/null
  git worktree add -q "$BATS_TEST_TMPDIR/other" -b other
  cd "$BATS_TEST_TMPDIR/other"
  relctl_run hooks status
  expect 0
  set_tag dev 9.9.9
  run git commit -a -m "by hand"
  [ "$status" -ne 0 ] && contains "$output" "only relctl writes this file"
  cd "$repo"
  relctl hooks uninstall >/dev/null
  mkdir "$BATS_TEST_TMPDIR/shared"
  git config core.hooksPath "$BATS_TEST_TMPDIR/shared"
  relctl hooks install >/dev/null
  [ -x "$BATS_TEST_TMPDIR/shared/pre-commit" ]
  relctl hooks uninstall >/dev/null
  equal "$(ls -A "$BATS_TEST_TMPDIR/shared")" ""
}

@test "a hook without relctl in PATH says what is missing, and lets nothing by" {
  relctl hooks install >/dev/null
  echo text >README.md
  git add -A
  PATH=/usr/bin:/bin run git commit -m "docs"
  [ "$status" -ne 0 ]
  contains "$output" "not in PATH"
  contains "$output" "--no-verify"
  PATH=/usr/bin:/bin git commit -q --no-verify -m "docs"
}

@test "a hook that was there decides first, and sees the lines of pre-push" {
  server_repository sample
  start_git_daemon
  git remote add origin "$git_url/sample.git"
  mkdir -p .git/hooks
  printf '#!/bin/sh\ncat >"%s/lines"\nexit ${REFUSE:-0}\n' "$BATS_TEST_TMPDIR" >.git/hooks/pre-push
  chmod +x .git/hooks/pre-push
  relctl hooks install >/dev/null
  git push -q origin main
  contains "$(cat "$BATS_TEST_TMPDIR/lines")" "refs/heads/main $(git rev-parse main)"
  change
  REFUSE=3 run git push -q origin main
  [ "$status" -ne 0 ]
  git push -q origin main
  REFUSE=3 relctl_run bump --push
  expect 5
  contains "$err" "pre-push hook refused"
  relctl_run bump --push
  expect 0 1.0.1
}

@test "a push to an address is judged by what any remote is known to have" {
  server_repository sample
  start_git_daemon
  git remote add origin "$git_url/sample.git"
  git push -q origin main
  relctl hooks install >/dev/null
  git checkout -q -b feature
  set_tag production 9.9.9
  git commit -q -a --no-verify -m "by hand"
  run git push "$git_url/sample.git" feature
  [ "$status" -ne 0 ]
  contains "$output" "tag 9.9.9"
}

@test "the real pre-commit takes the hook of this repository" {
  command -v pre-commit >/dev/null || skip "pre-commit is not installed (PyPI: pre-commit)"
  git init -q "$BATS_TEST_TMPDIR/hooks"
  cp "$RELCTL_SOURCE/.pre-commit-hooks.yaml" "$BATS_TEST_TMPDIR/hooks/"
  git -C "$BATS_TEST_TMPDIR/hooks" add -A
  git -C "$BATS_TEST_TMPDIR/hooks" commit -q -m hooks
  cat >.pre-commit-config.yaml <<CONFIG
repos:
  - repo: $BATS_TEST_TMPDIR/hooks
    rev: $(git -C "$BATS_TEST_TMPDIR/hooks" rev-parse HEAD)
    hooks: [{id: relctl-guard}]
CONFIG
  git add -A
  git commit -q -m "chore: pre-commit"
  pre-commit install >/dev/null
  set_tag dev 9.9.9
  run git commit -a -m "by hand"
  [ "$status" -ne 0 ]
  contains "$output" "only relctl writes this file"
  git checkout -q deploy
  release
  settled
}

@test "the real lefthook takes the example" {
  command -v lefthook >/dev/null || skip "lefthook is not installed (npm: lefthook)"
  server_repository sample
  start_git_daemon
  git remote add origin "$git_url/sample.git"
  git push -q origin main
  cp "$RELCTL_SOURCE/examples/lefthook.yml" .
  git add -A
  git commit -q -m "chore: lefthook"
  lefthook install >/dev/null
  set_tag dev 9.9.9
  run git commit -a -m "by hand"
  [ "$status" -ne 0 ]
  contains "$output" "only relctl writes this file"
  git commit -q -a --no-verify -m "by hand"
  run git push origin main
  [ "$status" -ne 0 ]
  contains "$output" "tag 9.9.9"
  git reset -q --hard HEAD~1
  git push -q origin main
  change
  git push -q origin main
  relctl_run bump --push
  expect 0 1.0.1
}
