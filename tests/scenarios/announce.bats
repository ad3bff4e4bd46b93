#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# relctl announce: a release on a forge on loopback, made from the tag alone, whatever breaks.

bats_require_minimum_version 1.5.0
load servers.bash
load forge.bash

relctl() { "$RELCTL_BINARY" "$@"; }

setup() {
  hosted_repository
  start_forge
  api="http://127.0.0.1:$port"
  service ''
}

teardown() { leave_hosts; }

# service MORE: the service at 1.0.0 with a changelog from commits, with more below `release`.
service() {
  cat >relctl.yaml <<CONFIG
format: 1
services:
  sample: {version_files: [VERSION], changelog: {path: CHANGELOG.md, from: commits}}
forge: {kind: github, api: "$api", token_env: ACME_TOKEN}
release:
  branches: [main]
$1
CONFIG
  [ -e VERSION ] || echo 1.0.0 >VERSION
  [ -e CHANGELOG.md ] || printf '# Changelog\n\n## [Unreleased]\n' >CHANGELOG.md
  mkdir -p src dist
  printf 'dist/\n' >.gitignore
  printf 'first file' >dist/a.tar.gz
  printf 'second' >dist/b.tar.gz
  echo "$1" >src/notes.txt
  git add -A
  git commit -q -m "feat: add a login (#12)"
  git push -q origin main
}

fault() { curl -sS -o "$BATS_TEST_TMPDIR/answer" -X POST "$api/test/fault?$1"; }
hosted() { curl -sS "$api/test/releases" | jq -c "$1"; }

# one_release: there is one, published, with each file once, and what the tag says.
one_release() {
  [ "$(hosted 'map([.tag_name, .draft, .prerelease, .make_latest, (.assets | map(.name))])')" = \
    '[["v1.1.0",false,false,"true",["a.tar.gz","b.tar.gz"]]]' ]
  [[ "$(hosted '.[0].body')" == *'add a login (#12)'*'<!-- relctl:'* ]]
}

@test "a release is announced with files, and again without doing anything" {
  relctl -q bump minor --push >/dev/null
  run --separate-stderr relctl announce --asset 'dist/*.tar.gz'
  [ "$status" -eq 0 ]
  [ "$output" = "v1.1.0 made https://forge.example/acme/sample/releases/v1.1.0" ]
  one_release
  grep -q '^POST /repos/acme/sample/releases Bearer_canary-token-7 ' "$BATS_TEST_TMPDIR/log"
  : >"$BATS_TEST_TMPDIR/log"
  run --separate-stderr relctl announce 1.1.0 --asset 'dist/*.tar.gz' --json
  [ "$status" -eq 0 ]
  [ "$(jq -c '.announced[0] | [.version, .release.state, (.assets | map(.state))]' <<<"$output")" = \
    '["1.1.0","same",["same","same"]]' ]
  run ! grep -q '^\(POST\|PATCH\|DELETE\) ' "$BATS_TEST_TMPDIR/log"
}

@test "whatever answer is lost or refused, the next run ends with one release" {
  relctl -q bump minor --push >/dev/null
  local kind number
  for kind in drop refuse; do
    for number in 1 2 3 4 5 6; do
      fault "$kind=$number"
      relctl -q announce --asset 'dist/*.tar.gz' || relctl -q announce --asset 'dist/*.tar.gz'
      one_release
    done
  done
}

@test "two runs at once end with one release" {
  relctl -q bump minor --push >/dev/null
  local round other
  for round in 1 2 3 4 5; do
    fault "none=$round"
    relctl -q announce --asset 'dist/*.tar.gz' >/dev/null &
    other=$!
    relctl -q announce --asset 'dist/*.tar.gz' || relctl -q announce --asset 'dist/*.tar.gz'
    wait "$other" || relctl -q announce --asset 'dist/*.tar.gz'
    one_release
  done
}

@test "a text that people edited stays, a file with other bytes is refused" {
  relctl -q bump minor --push >/dev/null
  relctl -q announce --asset 'dist/*.tar.gz'
  curl -sS -o "$BATS_TEST_TMPDIR/answer" -X PATCH "$api/repos/acme/sample/releases/1" -d '{"body": "Our words."}'
  run --separate-stderr relctl announce
  [ "$status" -eq 4 ]
  [ "$(hosted '.[0].body')" = '"Our words."' ]
  run --separate-stderr relctl announce --force-body
  [ "$status" -eq 0 ]
  [[ "$(hosted '.[0].body')" == *'add a login'* ]]
  printf 'other' >dist/a.tar.gz
  run --separate-stderr relctl announce --asset 'dist/*.tar.gz'
  [ "$status" -eq 4 ]
  [[ "$stderr" == *'a.tar.gz of v1.1.0 is there with other bytes'* ]]
}

@test "bump --push announces as a step of its own, and a job that is run again finishes it" {
  service "  announce: {assets: ['dist/*.tar.gz']}"
  fault 'refuse=2'
  run --separate-stderr relctl bump minor --push
  [ "$status" -eq 5 ]
  [ "$output" = 1.1.0 ]
  [[ "$stderr" == *'sample 1.1.0 is released; announcing failed'*'`relctl announce 1.1.0` finishes it'* ]]
  [ -n "$(git ls-remote origin refs/tags/v1.1.0)" ]
  run --separate-stderr relctl bump minor --push
  [ "$status" -eq 0 ]
  one_release
  # A pipeline's job has the commit that it was started for.
  fault 'none=1'
  git checkout -q --detach v1.1.0^
  run --separate-stderr relctl bump minor --push --branch main
  [ "$status" -eq 0 ]
  [ "$output" = 1.1.0 ]
  one_release
}

@test "a dry run needs neither token nor network, a check changes nothing" {
  relctl -q bump minor --push >/dev/null
  ACME_TOKEN='' run --separate-stderr relctl announce -n --asset 'dist/*.tar.gz'
  [ "$status" -eq 0 ]
  [[ "$output" == *'add a login (#12)'* ]]
  [[ "$stderr" == *'POST releases v1.1.0 (draft)'*'PATCH releases/v1.1.0 (published)'* ]]
  [ ! -e "$BATS_TEST_TMPDIR/log" ]
  run --separate-stderr relctl announce --check
  [ "$status" -eq 1 ]
  [ "$(hosted length)" = 0 ]
  relctl -q announce
  run --separate-stderr relctl announce --check
  [ "$status" -eq 0 ]
  run --separate-stderr relctl announce 9.9.9
  [ "$status" -eq 2 ]
  run --separate-stderr relctl announce --asset 'none/*'
  [ "$status" -eq 3 ]
}

@test "in GitHub Actions it is told once that the job's own token starts no workflow" {
  sed -i 's/, token_env: ACME_TOKEN//' relctl.yaml
  git commit -qam 'chore: the usual token'
  git push -q origin main
  export GITHUB_ACTIONS=true GITHUB_TOKEN=$ACME_TOKEN
  relctl -q bump minor --push >/dev/null
  run --separate-stderr relctl announce
  [ "$status" -eq 0 ]
  [[ "$stderr" == "note: if GITHUB_TOKEN is the job's own, what it makes starts no workflow"*workflow_dispatch ]]
  run --separate-stderr relctl announce
  [[ "$stderr" != *GITHUB_TOKEN* ]]
  echo more >src/notes.txt
  git commit -qam 'feat: more'
  git push -q origin main
  run --separate-stderr relctl bump auto --review
  [ "$status" -eq 0 ]
  [[ "$stderr" == *'opened pull request #1: '*"note: if GITHUB_TOKEN is the job's own"* ]]
}

@test "no token goes to a host that relctl.yaml alone names" {
  relctl -q bump minor --push >/dev/null
  sed -i 's|api: "[^"]*"|api: "https://evil.example/api/v3"|' relctl.yaml
  git commit -qam 'chore: another forge'
  run --separate-stderr relctl announce
  [ "$status" -eq 3 ]
  [[ "$stderr" == *'no token is sent to https://evil.example'* ]]
}

@test "pull requests and issues of a release are told once, whatever breaks or is run again" {
  service "  announce: {comments: true}"
  echo x >src/more.txt
  git add -A
  git commit -qm 'fix: a crash (#13)' -m 'Closes #100' -m 'Closes #950'
  git push -q origin main
  fault 'comment=1'
  run --separate-stderr relctl bump minor --push --json
  [ "$status" -eq 0 ]
  [ "$(jq -c '.announced[0].comments | .made + .there' <<<"$output")" = 3 ]
  curl -sS "$api/test/comments" >"$BATS_TEST_TMPDIR/comments"
  [ "$(jq -c 'map_values(length)' "$BATS_TEST_TMPDIR/comments")" = "$(jq -c 'map_values(1)' "$BATS_TEST_TMPDIR/comments")" ]
  [ "$(jq -c 'keys' "$BATS_TEST_TMPDIR/comments")" = '["100","12","13"]' ]
  [[ "$(jq -r '.["100"][0]' "$BATS_TEST_TMPDIR/comments")" == 'Released in [1.1.0](https://forge.example/acme/sample/releases/v1.1.0).'*'<!-- relctl:released sample 1.1.0 -->' ]]
  run --separate-stderr relctl announce
  [ "$status" -eq 0 ]
  [ "$(curl -sS "$api/test/comments")" = "$(cat "$BATS_TEST_TMPDIR/comments")" ]
}

@test "of the comments that two runs at once write, the oldest stays" {
  service "  announce: {comments: true}"
  fault 'race=1'
  run --separate-stderr relctl bump minor --push --json
  [ "$status" -eq 0 ]
  [ "$(jq -c '.announced[0].comments.made' <<<"$output")" = 1 ]
  [ "$(curl -sS "$api/test/comments" | jq -c 'map_values(length)')" = '{"12":1}' ]
  grep -q '^DELETE /repos/acme/sample/issues/comments/' "$BATS_TEST_TMPDIR/log"
  # What a run that died left, the next one removes; what people wrote about it stays.
  local marked
  marked=$(curl -sS "$api/test/comments" | jq -c '{body: .["12"][0]}')
  curl -sS -o "$BATS_TEST_TMPDIR/answer" "$api/repos/acme/sample/issues/12/comments" -d "$marked"
  curl -sS -o "$BATS_TEST_TMPDIR/answer" "$api/repos/acme/sample/issues/12/comments" \
    -d "$(jq -c '.body |= "At last! " + .' <<<"$marked")"
  run --separate-stderr relctl announce --json
  [ "$status" -eq 0 ]
  [ "$(jq -c '.announced[0].comments' <<<"$output")" = '{"made":0,"there":1,"skipped":0}' ]
  [ "$(curl -sS "$api/test/comments" | jq -c '.["12"] | map(.[:11])')" = '["Released in","At last! Re"]' ]
}

@test "comments have a limit, kinds, and no pre-releases unless they are asked for" {
  service "  announce: {comments: {on: [issues], most: 2}}"
  echo x >src/more.txt
  git add -A
  git commit -qm 'fix: a crash (#13)' -m 'Closes #100'
  git push -q origin main
  run --separate-stderr relctl bump minor --pre rc --push --json
  [ "$(jq -c '.announced[0].comments' <<<"$output")" = null ]
  run --separate-stderr relctl bump release --push --json
  [ "$(jq -c '.announced[0].comments' <<<"$output")" = '{"made":0,"there":0,"skipped":3}' ]
  sed -i 's/most: 2/most: 3/' relctl.yaml
  git commit -qam 'chore: more'
  run --separate-stderr relctl announce --json
  [ "$(jq -c '.announced[0].comments' <<<"$output")" = '{"made":1,"there":0,"skipped":2}' ]
  [ "$(curl -sS "$api/test/comments" | jq -c keys)" = '["100"]' ]
}
