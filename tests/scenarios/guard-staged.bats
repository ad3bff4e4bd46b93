#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# guard --staged: what is staged by hand is refused; what git stages in the middle of a merge, a
# cherry-pick, a revert or a rebase is not.
load guarded.bash

setup() {
  guarded_repository
  release
  git checkout -q -b feature base
  sed -i 's/newTag: .*/newTag: 1.0.0 # ours/' deploy/dev/kustomization.yaml
  git commit -q -a -m "a comment" -m "Relctl-Override: it explains"
  git checkout -q main
}

teardown() { stop_servers; }

# in_progress: something is staged below a generated path, and guard lets it pass.
in_progress() {
  git checkout -q --theirs deploy 2>/dev/null || true
  git add -A
  [ -n "$(git diff --cached --name-only -- deploy)" ]
  relctl_run guard --staged
  expect 0 ""
}

@test "by hand, in each way" {
  local change
  for change in "set_tag dev 1.0.0" "touch deploy/new" "rm deploy/dev/app.yaml" \
    "chmod +x deploy/dev/app.yaml" "mv deploy/dev deploy/other" "ln -s x deploy/link"; do
    $change
    git add -A
    relctl_run guard --staged
    expect 1
    contains "$out" "deploy/"
    git reset -q --hard
  done
  echo text >README.md
  git add -A
  relctl_run guard
  expect 0 ""
}

@test "what is only in the work tree does not matter" {
  set_tag dev 1.0.0
  relctl_run guard --staged
  expect 0 ""
}

@test "a merge, a squash, a cherry-pick, a revert and a rebase in progress" {
  git merge -q feature || true
  in_progress
  git merge --abort

  git merge -q --squash feature || true
  in_progress
  git reset -q --hard

  git cherry-pick feature || true
  in_progress
  git cherry-pick --abort

  git revert --no-commit HEAD
  in_progress
  git revert --abort

  git rebase -q main feature || true
  in_progress
  git rebase --abort

  git rebase -q --apply main feature || true
  in_progress
  git rebase --abort
  git checkout -q main
  set_tag dev 1.0.0
  git add -A
  relctl_run guard --staged
  expect 1
  # git writes a message there.
  : > .git/SQUASH_MSG
  relctl_run guard --staged
  expect 1
}

@test "the same in a work tree of its own" {
  git worktree add -q "$BATS_TEST_TMPDIR/other" -b other main
  cd "$BATS_TEST_TMPDIR/other"
  git merge -q feature || true
  in_progress
  cd "$repo"
  set_tag dev 1.0.0
  git add -A
  relctl_run guard --staged
  expect 1
}
