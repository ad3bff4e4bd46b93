#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# bump --review: one request for the next release, kept up to date, and released by merging it.

bats_require_minimum_version 1.5.0
load servers.bash
load forge.bash

relctl() { "$RELCTL_BINARY" "$@"; }

setup() {
  hosted_repository
  start_forge
  api="http://127.0.0.1:$port"
  branch=relctl/release/main/sample
  cat >relctl.yaml <<CONFIG
format: 1
services:
  sample: {version_files: [VERSION], changelog: {path: CHANGELOG.md, from: commits}}
forge: {kind: github, api: "$api", token_env: ACME_TOKEN}
release: {branches: [main], announce: true}
CONFIG
  echo 1.0.0 >VERSION
  printf '# Changelog\n\n## [Unreleased]\n' >CHANGELOG.md
  work 'chore: start'
  git tag -m v1.0.0 v1.0.0
  git push -q origin main v1.0.0
}

teardown() { leave_hosts; }

# work SUBJECT: a commit of people's on what is checked out.
work() {
  mkdir -p src
  echo "$1" >>"src/$(tr -c 'a-z\n' '-' <<<"$1")"
  git add -A
  git commit -qm "$1"
}

# review [OPTION...]: what the pipeline of main does.
review() { relctl bump auto --review "$@"; }

tip() { git ls-remote origin "refs/heads/$1" | cut -f1; }
writes() {
  touch "$BATS_TEST_TMPDIR/log"
  grep -c '^\(POST\|PATCH\) .*pulls' "$BATS_TEST_TMPDIR/log" || true
}

# merge_pull N HOW: merges the request as a forge does, and brings main here.
merge_pull() {
  local title
  title=$(pull "$1" .title)
  git fetch -q origin "$branch"
  git checkout -q main
  case $2 in
    merge) git merge -q --no-ff -m "Merge pull request #$1 from acme/$branch" -m "$title" FETCH_HEAD ;;
    squash)
      git merge -q --squash FETCH_HEAD >/dev/null
      git commit -qm "$title (#$1)" -m "$(git log --reverse --format='* %B' HEAD..FETCH_HEAD)"
      ;;
    title)
      git merge -q --squash FETCH_HEAD >/dev/null
      git commit -qm "$title (#$1)"
      ;;
    body)
      git merge -q --squash FETCH_HEAD >/dev/null
      git commit -qm "A new release" -m "$(pull "$1" .body)"
      ;;
    rebase) git cherry-pick --allow-empty "main..FETCH_HEAD" >/dev/null ;;
  esac
  git push -q origin main
  git push -q origin --delete "$branch"
  edit_pull "$1" '{"state": "closed"}'
}

@test "a request is opened, kept up to date by every run, and left alone where nothing is new" {
  work 'feat: add a login (#12)'
  git push -q origin main
  relctl diff bump auto >"$BATS_TEST_TMPDIR/planned.patch"
  run --separate-stderr review --json
  [ "$status" -eq 0 ]
  [ "$(jq -c '.review' <<<"$output")" = '{"url":"https://forge.example/acme/sample/pull/1","number":1,"branch":"relctl/release/main/sample","state":"opened","releases":[{"service":"sample","previous":"1.0.0","version":"1.1.0"}]}' ]
  [ "$(pull 1 .title)" = 'chore(release): sample 1.1.0' ]
  [[ "$(pull 1 .body)" == *'| `sample` | `1.0.0` | `1.1.0` |'*'- add a login (#12)'*'Relctl-Request: relctl/release/main/sample'* ]]
  [ "$(tip main)" = "$(git rev-parse HEAD)" ]
  git fetch -q origin "$branch"
  git apply --index "$BATS_TEST_TMPDIR/planned.patch"
  [ "$(git write-tree)" = "$(git rev-parse 'FETCH_HEAD^{tree}')" ]
  git reset -q --hard
  local first
  first=$(tip "$branch")
  run --separate-stderr review
  [ "$status" -eq 0 ]
  [ -z "$output" ]
  [[ "$stderr" == *'unchanged pull request #1'* ]]
  [ "$(tip "$branch")" = "$first" ]
  [ "$(writes)" -eq 1 ]
  work 'feat!: names in full (#13)'
  git push -q origin main
  run --separate-stderr review
  [[ "$stderr" == *'updated pull request #1'* ]]
  [ "$(pull 1 .title)" = 'chore(release): sample 2.0.0' ]
  git fetch -q origin "$branch"
  [ "$(git rev-parse 'FETCH_HEAD^')" = "$(git rev-parse HEAD)" ]
  [ "$(curl -sS "$api/test/pulls" | jq length)" -eq 1 ]
  [ -z "$(git ls-remote origin 'refs/tags/v[12].[1-9]*')" ]
}

@test "merged in any way, the next run tags the release and announces it, once" {
  local how version=0
  for how in merge squash title body rebase; do
    version=$((version + 1))
    work "feat: $how"
    git push -q origin main
    review -q
    merge_pull "$version" "$how"
    run --separate-stderr relctl bump auto --push
    [ "$status" -eq 0 ]
    [ "$output" = "1.$version.0" ]
    [ "$(git ls-remote origin "refs/tags/v1.$version.0^{}" | cut -f1)" = "$(git rev-parse main)" ]
    relctl changelog "1.$version.0" >"$BATS_TEST_TMPDIR/entry"
    grep -q -- "- $how" "$BATS_TEST_TMPDIR/entry"
    [[ "$(git tag -l --format='%(contents:body)' "v1.$version.0")" == "$(cat "$BATS_TEST_TMPDIR/entry")"* ]]
    [[ "$(curl -sS "$api/test/releases" | jq -r ".[$version - 1].body")" == "$(cat "$BATS_TEST_TMPDIR/entry")"* ]]
    run --separate-stderr relctl bump auto --push
    [ "$output" = "1.$version.0" ]
    run --separate-stderr review
    [ "$output" = "1.$version.0" ]
    [ "$(git ls-remote --tags origin | grep -vc '\^{}')" -eq $((version + 1)) ]
    [ "$(curl -sS "$api/test/releases" | jq length)" -eq "$version" ]
  done
}

@test "with next_snapshot the branch goes on with the next version once a merged release is tagged" {
  sed -i 's/{version_files: .VERSION./&, next_snapshot: true/' relctl.yaml
  work 'feat: one'
  git push -q origin main
  review -q
  [ "$(git fetch -q origin "$branch" && git show FETCH_HEAD:VERSION)" = 1.1.0 ]
  merge_pull 1 squash
  run --separate-stderr review
  [ "$output" = 1.1.0 ]
  [ "$(git show origin/main:VERSION)" = 1.1.1-SNAPSHOT ]
  [ "$(git show v1.1.0:VERSION)" = 1.1.0 ]
  work 'fix: two'
  git push -q origin main
  run --separate-stderr review
  [ "$status" -eq 0 ]
  [[ "$stderr" == *'opened pull request #2'* ]]
  [ "$(pull 2 .title)" = 'chore(release): sample 1.1.1' ]
}

@test "the run that reviews releases what was merged, and goes on with what came behind it" {
  work 'feat: one'
  git push -q origin main
  review -q
  merge_pull 1 merge
  run --separate-stderr review
  [ "$status" -eq 0 ]
  [ "$output" = 1.1.0 ]
  [ "$(curl -sS "$api/test/pulls" | jq length)" -eq 1 ]
  work 'fix: two'
  git push -q origin main
  run --separate-stderr review
  [ -z "$output" ]
  [ "$(pull 2 .title)" = 'chore(release): sample 1.1.1' ]
}

@test "what people commit and write in a request stays" {
  work 'feat: add a login (#12)'
  git push -q origin main
  review -q
  git fetch -q origin "$branch"
  git checkout -q FETCH_HEAD
  sed -i 's/^- add a login (#12)$/- You can log in now (#12)./' CHANGELOG.md
  git commit -qam 'Say it to people'
  local peoples
  peoples=$(git rev-parse HEAD)
  git push -q origin "HEAD:refs/heads/$branch"
  edit_pull 1 "$(pull 1 .body | jq -Rs '{title: "The login release", body: ("Ship on Friday.\n\n" + .)}')"
  git checkout -q main
  review -q
  [ "$(tip "$branch")" = "$peoples" ]
  work 'feat: add a logout (#13)'
  git push -q origin main
  review -q
  git fetch -q origin "$branch"
  git merge-base --is-ancestor "$peoples" FETCH_HEAD
  git merge-base --is-ancestor main FETCH_HEAD
  [[ "$(git show FETCH_HEAD:CHANGELOG.md)" == *'- You can log in now (#12).'*'### New since the last edit'*'- add a logout (#13)'* ]]
  [ "$(git show FETCH_HEAD:CHANGELOG.md | grep -c 'log')" -eq 3 ]
  [ "$(pull 1 .title)" = 'The login release' ]
  [[ "$(pull 1 .body)" == 'Ship on Friday.'*'add a logout'* ]]
  work 'fix: a crash (#14)'
  git push -q origin main
  review -q
  merge_pull 1 squash
  run --separate-stderr relctl bump auto --push
  [ "$output" = 1.1.0 ]
  [[ "$(git tag -l --format='%(contents:body)' v1.1.0)" == *'You can log in now'*'add a logout'*'a crash (#14)'* ]]
}

@test "a conflict elsewhere leaves the request as it is, and names the file" {
  work 'feat: one'
  git push -q origin main
  review -q
  git fetch -q origin "$branch"
  git checkout -q FETCH_HEAD
  echo 1.5.0 >VERSION
  git commit -qam 'Another version'
  git push -q origin "HEAD:refs/heads/$branch"
  local peoples
  peoples=$(tip "$branch")
  git checkout -q main
  work 'feat!: two'
  git push -q origin main
  run --separate-stderr review
  [ "$status" -eq 4 ]
  [[ "$stderr" == *'VERSION was edited in the request'* ]]
  [ "$(tip "$branch")" = "$peoples" ]
}

@test "a request that nothing is left to release for is closed, and opened again by what comes" {
  work 'fix: one'
  git push -q origin main
  review -q
  git revert --no-edit HEAD >/dev/null
  git push -q origin main
  run --separate-stderr review
  [ "$status" -eq 0 ]
  [[ "$stderr" == *'closed pull request #1: nothing is left to release'* ]]
  [ "$(pull 1 .state)" = closed ]
  work 'fix: two'
  git push -q origin main
  review -q
  [ "$(pull 2 .title)" = 'chore(release): sample 1.0.1' ]
}

@test "what came between a plan and its merge is told by the next release" {
  work 'fix: one'
  git push -q origin main
  review -q
  work 'fix: two'
  git push -q origin main
  merge_pull 1 squash
  run --separate-stderr relctl bump auto --push
  [ "$output" = 1.0.1 ]
  git push -q origin main
  run --separate-stderr relctl bump auto --push
  [ "$output" = 1.0.2 ]
  run --separate-stderr relctl changelog 1.0.2
  [[ "$output" == *'- two'* ]]
  [[ "$output" != *'- one'* ]]
}

@test "a version that somebody wrote by hand is no merged release" {
  echo 1.4.0 >VERSION
  work 'feat: by hand'
  git push -q origin main
  run --separate-stderr relctl bump minor --push
  [ "$output" = 1.5.0 ]
}

@test "a release that edits no file cannot be reviewed" {
  sed -i 's/sample: {.*}/sample: {}/' relctl.yaml
  work 'feat: no files'
  git push -q origin main
  run --separate-stderr review
  [ "$status" -eq 3 ]
  [[ "$stderr" == *'the release changes no file'* ]]
  [ "$(writes)" -eq 0 ]
}
