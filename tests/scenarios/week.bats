#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# A week of a team's life: work on main, a release request that people edit, a merge by squash, and an
# announcement that is killed half way. It ends with one tag, one release, and the same words in the
# changelog, in the tag and on the forge; every byte of git's part was shown before.

bats_require_minimum_version 1.5.0
load servers.bash
load forge.bash

relctl() { "$RELCTL_BINARY" "$@"; }

setup() {
  hosted_repository
  start_forge
  api="http://127.0.0.1:$port"
  branch=relctl/release/main/sample
}

teardown() { leave_hosts; }

# push SUBJECT: somebody's commit on main, and what the pipeline of main does then.
push() {
  mkdir -p src
  echo "$1" >"src/$(tr -c 'a-z\n' '-' <<<"$1")"
  git add -A
  git commit -qm "$1"
  git push -q origin main
  relctl -q bump auto --review
}

# shown: the request's branch holds what diff shows, and what people changed in it, nothing else.
shown() {
  git fetch -q origin "$branch"
  relctl diff bump auto --run >"$BATS_TEST_TMPDIR/planned.patch"
  git apply --index "$BATS_TEST_TMPDIR/planned.patch"
  git diff --stat "$(git write-tree)" 'FETCH_HEAD^{tree}' | sed 's/ *|.*//' >"$BATS_TEST_TMPDIR/differs"
  git reset -q --hard
  [ "$(sed '$d' "$BATS_TEST_TMPDIR/differs")" = "$1" ]
}

# without_run: a tag's message but for what each run has of its own.
without_run() { sed '/^Relctl-\(Id\|Date\):/d'; }

@test "a week of a team's life ends with one tag, one release, and the same words everywhere" {
  cat >relctl.yaml <<CONFIG
format: 1
services:
  sample: {version_files: [VERSION], changelog: {path: CHANGELOG.md, from: commits}}
forge: {kind: github, api: "$api", token_env: ACME_TOKEN}
release:
  branches: [main]
  prepare: [{run: [sh, -c, 'echo "of {version}" >docs.md'], files: [docs.md], name: docs}]
  announce: {assets: ['dist/*']}
CONFIG
  echo 1.0.0 >VERSION
  printf '# Changelog\n\n## [Unreleased]\n\n## [1.0.0] - 2024-01-01\n\n- The first.\n' >CHANGELOG.md
  echo dist/ >.gitignore
  mkdir dist
  printf archive >dist/sample.tar.gz
  git add -A
  git commit -qm 'feat: start'
  git tag -m v1.0.0 v1.0.0
  git push -q origin main v1.0.0
  git remote set-head origin main

  # Monday: a feature and a fix open the request.
  push 'feat: add a login (#11)'
  push 'fix: a crash at start (#12)'
  [ "$(pull 1 .title)" = 'chore(release): sample 1.1.0' ]
  shown ''
  # Tuesday: the fix was none.
  git revert --no-edit HEAD >/dev/null
  push 'docs: how to log in (#13)'
  [[ "$(pull 1 .body)" != *'a crash at start'* ]]
  shown ''
  # Wednesday: names break, and somebody says it better, in the request's branch and in its text.
  push 'feat!: names have two parts (#14)'
  [ "$(pull 1 .title)" = 'chore(release): sample 2.0.0' ]
  shown ''
  git fetch -q origin "$branch"
  git checkout -q FETCH_HEAD
  sed -i 's/^- add a login (#11)$/- You can log in now, with a password (#11)./' CHANGELOG.md
  git commit -qam 'Words for people'
  git push -q origin "HEAD:refs/heads/$branch"
  git checkout -q main
  edit_pull 1 "$(pull 1 .body | jq -Rs '{body: ("Not before Friday.\n\n" + .)}')"
  # Thursday: one more fix; what was written stays.
  push 'fix: a leak (#15)'
  [[ "$(pull 1 .body)" == 'Not before Friday.'*'a leak (#15)'* ]]
  shown ' CHANGELOG.md'
  # Friday: merged by squash, with the title alone.
  git fetch -q origin "$branch"
  git merge -q --squash FETCH_HEAD >/dev/null
  git commit -qm "$(pull 1 .title) (#16)"
  [ "$(git rev-parse 'HEAD^{tree}')" = "$(git rev-parse 'FETCH_HEAD^{tree}')" ]
  git push -q origin main
  git push -q origin --delete "$branch"
  edit_pull 1 '{"state": "closed"}'
  # No file is left to change; what the tag will say is shown.
  [ "$(relctl diff bump auto)" = '' ]
  local told
  told=$(relctl diff bump auto --json | jq -r '.tags[] | .message' | without_run)
  run --separate-stderr relctl bump auto -n
  [[ "$stderr" == *'would release sample 2.0.0 (was 1.0.0), tag v2.0.0'* ]]
  # The pipeline is killed while the archive is sent.
  curl -sS -o "$BATS_TEST_TMPDIR/answer" -X POST "$api/test/fault?stall=4"
  relctl -q bump auto --push >/dev/null 2>&1 3>&- &
  local job=$!
  until grep -q 'POST .*/assets' "$BATS_TEST_TMPDIR/log"; do kill -0 "$job"; done
  kill -9 "$job"
  wait "$job" || true
  [ "$(git ls-remote --tags origin | grep -vc '\^{}')" -eq 2 ]
  [ "$(curl -sS "$api/test/releases" | jq -c 'map(.draft)')" = '[true]' ]
  # It is run again, and once more by accident.
  local round
  for round in 1 2; do
    run --separate-stderr relctl bump auto --push
    [ "$status" -eq 0 ]
    [ "$output" = 2.0.0 ]
  done
  relctl -q bump auto --review
  [ "$(git ls-remote --tags origin | grep -vc '\^{}')" -eq 2 ]
  [ "$(git ls-remote origin 'refs/tags/v2.0.0^{}' | cut -f1)" = "$(git rev-parse main)" ]
  [ "$(curl -sS "$api/test/releases" | jq -c 'map([.tag_name, .draft, (.assets | map(.name))])')" = \
    '[["v2.0.0",false,["sample.tar.gz"]]]' ]
  [ "$(curl -sS "$api/test/pulls" | jq length)" -eq 1 ]
  # One text in three places.
  local words
  words=$(relctl changelog 2.0.0)
  [ "$(grep -c '^- ' <<<"$words")" -eq 3 ]
  [[ "$words" == *'names have two parts (#14)'*'You can log in now, with a password (#11).'*'a leak (#15)'* ]]
  [[ "$(git tag -l --format='%(contents:body)' v2.0.0)" == "$words"$'\n\nRelctl-Format: 1'* ]]
  [ "$(git tag -l --format='%(contents)' v2.0.0 | without_run)" = "$told" ]
  [ "$(curl -sS "$api/test/releases" | jq -r '.[0].body' | sed '/^<!-- relctl:/d')" = "$words" ]
  [ "$(cat docs.md)" = 'of 2.0.0' ]
  relctl guard --range v1.0.0..main
}
