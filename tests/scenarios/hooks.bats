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
