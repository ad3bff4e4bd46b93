#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# Environments in a repository of their own, beside others on branches and in folders.

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

@test "a version goes from a folder to a branch to another repository, each step once" {
  release
  run relctl -q promote staging --push
  [ "$status" -eq 0 ]
  run relctl promote production --push
  [ "$status" -eq 0 ]
  [[ "$output" == *"pushed to $url/deploy.git"* ]]
  [ "$(tag_of production)" = 1.1.0 ]
  [ "$(deploy show main:notes.md)" = "by hand" ]
  [ -z "$(git status --porcelain)" ]
  before=$(deploy rev-parse main)
  run relctl -q promote production --push
  [ "$status" -eq 0 ]
  [ "$(deploy rev-parse main)" = "$before" ]
  nothing_left
}

@test "environments in several places are promoted by one command, each gets its own commit" {
  release
  run relctl -q --json promote staging production --push
  [ "$status" -eq 0 ]
  [ "$(tag_of staging)" = 1.1.0 ]
  [ "$(tag_of production)" = 1.1.0 ]
  python3 - "$output" <<'PYTHON'
import json, sys
answer = json.loads(sys.argv[1])
places = answer["places"]
assert [p["environments"] for p in places] == [["staging"], ["production"]], places
assert places[0]["repository"] is None and places[1]["repository"].endswith("/deploy.git"), places
assert all(p["pushed"] and p["commit"] for p in places), places
PYTHON
}

@test "what is carried goes to the other repository with the images, and comes back with them" {
  release
  relctl -q promote staging --push
  git fetch -q
  git checkout -q --detach origin/env/staging
  sed -i 's/low/high/' deploy/staging/settings.yaml
  git commit -qam "settings"
  git push -q origin HEAD:env/staging
  git checkout -q main
  relctl -q promote production --push
  [ "$(deploy show main:apps/sample/production/settings.yaml)" = "$(printf 'replicas: 1\nlevel: high')" ]
  relctl -q rollback production --all --push
  [ "$(deploy show main:apps/sample/production/settings.yaml)" = "$(printf 'replicas: 1\nlevel: low')" ]
}

@test "rollback and hold write to the other repository, once, and a release leaves it alone" {
  release
  relctl -q promote staging production --push
  run relctl -q rollback production --all --reason "login broken" --push
  [ "$status" -eq 0 ]
  [ "$(tag_of production)" = 1.0.0 ]
  before=$(deploy rev-parse main)
  run relctl -q rollback production --all --push
  [ "$status" -eq 0 ]
  [ "$(deploy rev-parse main)" = "$before" ]
  release
  relctl -q promote staging --push
  run relctl promote production --service sample --push
  [ "$status" -eq 4 ]
  [[ "$output" == *"login broken"* ]]
  relctl -q unhold production --push
  relctl -q hold production --reason freeze --push
  deploy show main:.relctl/holds/production.yaml | grep -q freeze
  relctl -q unhold production --push
  relctl -q promote production --push
  [ "$(tag_of production)" = 1.2.0 ]
}

@test "reports look there with --fetch alone, and say so without" {
  release
  relctl -q promote staging production --push
  git fetch -q
  run relctl status
  [ "$status" -eq 0 ]
  [[ "$output" == *"production: it is in another repository"*"--fetch"* ]]
  run relctl -q status --fetch
  [[ "$output" == *"production"*"1.1.0"*"promote"* ]]
  run relctl -q history production
  [ "$status" -eq 2 ]
  [[ "$output" == *"--fetch"* ]]
  run relctl -q history production --fetch
  [[ "$output" == *"1.1.0"*"runs now"*"1.0.0"*"rollback goes here"* ]]
  release
  run relctl -q diff production dev --fetch
  [ "${lines[0]}" = "sample 1.1.0 -> 1.2.0" ]
  run relctl -q diff promote production
  [ "$status" -eq 2 ]
  [[ "$output" == *"--fetch"* ]]
}

@test "the preview of a promotion is the patch that it makes there" {
  release
  relctl -q promote staging --push
  relctl -q diff promote production --fetch >"$BATS_TEST_TMPDIR/patch"
  before=$(deploy rev-parse main)
  relctl -q promote production -n --push
  [ "$(deploy rev-parse main)" = "$before" ]
  relctl -q promote production --push
  deploy diff main~1 main >"$BATS_TEST_TMPDIR/made"
  diff <(grep '^[-+]' "$BATS_TEST_TMPDIR/patch") <(grep '^[-+]' "$BATS_TEST_TMPDIR/made")
  nothing_left
}

@test "without --push nothing is written elsewhere, and the words say what to do" {
  release
  run relctl promote staging production
  [ "$status" -eq 2 ]
  [[ "$output" == *"another repository"*"--push"* ]]
  [ "$(tag_of staging)" = 1.0.0 ]
}

@test "local commits that nobody published are no matter there" {
  release
  relctl -q promote staging --push
  echo more >>main.c
  git commit -qam "not pushed"
  run relctl -q promote production --push
  [ "$status" -eq 0 ]
  [ "$(tag_of production)" = 1.1.0 ]
  [ "$(git log -1 --format=%s)" = "not pushed" ]
}

@test "a place that fails is told with what was published before it" {
  release
  printf '#!/bin/sh\necho "protected branch hook declined" >&2\nexit 1\n' \
    >"$servers_root/repos/deploy.git/hooks/pre-receive"
  chmod +x "$servers_root/repos/deploy.git/hooks/pre-receive"
  run relctl promote staging production --push
  [ "$status" -eq 5 ]
  [[ "$output" == *"published before that: staging: env/staging -> $(sample rev-parse env/staging)"* ]]
  [ "$(tag_of staging)" = 1.1.0 ]
  [ "$(tag_of production)" = 1.0.0 ]
  rm "$servers_root/repos/deploy.git/hooks/pre-receive"
  run relctl -q promote staging production --push
  [ "$status" -eq 0 ]
  [ "$(tag_of production)" = 1.1.0 ]
}

@test "a branch that is not there, an empty repository, none at all" {
  release
  relctl -q promote staging --push
  sed -i 's|repository: .*|&\n    branch: live|' relctl.yaml
  git commit -qam "chore: branch" && git push -q origin main
  run relctl promote production --push
  [ "$status" -eq 4 ]
  [[ "$output" == *"no branch live"* ]]
  server_repository empty
  sed -i -e "s|deploy.git|empty.git|" -e '/branch: live/d' relctl.yaml
  git commit -qam "chore: empty" && git push -q origin main
  run relctl promote production --push
  [ "$status" -eq 4 ]
  [[ "$output" == *"is empty"* ]]
  sed -i "s|empty.git|missing.git|" relctl.yaml
  git commit -qam "chore: missing" && git push -q origin main
  run relctl promote production --push
  [ "$status" -eq 5 ]
  run relctl status --fetch
  [ "$status" -eq 0 ]
  [[ "$output" == *"production:"*"missing.git"* ]]
  nothing_left
}

@test "a long history is fetched as far as it is asked about" {
  release
  relctl -q promote staging production --push
  git clone -q "$url/deploy.git" "$BATS_TEST_TMPDIR/noise"
  for i in $(seq 120); do
    git -C "$BATS_TEST_TMPDIR/noise" commit -q --allow-empty -m "noise $i"
  done
  git -C "$BATS_TEST_TMPDIR/noise" push -q
  run relctl -q status production --fetch
  [[ "$output" == *"1.1.0"*"promote"* ]]
  run relctl -q rollback production --all --push
  [ "$status" -eq 0 ]
  [ "$(tag_of production)" = 1.0.0 ]
}

@test "nothing is left of a run that is ended by a signal, and a killed one's is removed by the next" {
  release
  relctl -q promote staging --push
  # A helper that waits: git is stopped in the middle of it.
  mkdir "$BATS_TEST_TMPDIR/bin"
  printf '#!/bin/sh\ncase "$*" in *receive-pack*|*push*) touch "$WAITING"; sleep 30 ;; esac\nexec %s "$@"\n' \
    "$(command -v git)" >"$BATS_TEST_TMPDIR/bin/git"
  chmod +x "$BATS_TEST_TMPDIR/bin/git"
  for signal in TERM KILL; do
    export WAITING="$BATS_TEST_TMPDIR/waiting-$signal"
    PATH="$BATS_TEST_TMPDIR/bin:$PATH" "$RELCTL_BINARY" -q promote production --push 3>&- &
    pid=$!
    until [ -e "$WAITING" ]; do kill -0 "$pid"; done
    run nothing_left
    [ "$status" -ne 0 ]
    kill "-$signal" "$pid"
    wait "$pid" || true
    [ "$signal" = KILL ] || nothing_left
  done
  relctl -q promote production --push
  [ "$(tag_of production)" = 1.1.0 ]
  nothing_left
}
