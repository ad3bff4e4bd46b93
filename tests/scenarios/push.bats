# SPDX-License-Identifier: MIT
# relctl bump --push to real servers: what is on the remote afterwards, and in the clone.
bats_require_minimum_version 1.5.0
load helper.bash
load servers.bash

setup() {
  isolate
  server_repository sample
}

teardown() {
  stop_servers
}

# published VERSION: the remote's main holds the version, its tag is there, and the clone follows.
published() {
  equal "$(git -C "$bare" show main:pyproject.toml | grep ^version)" "version = \"$1\"" &&
    equal "$(git -C "$bare" cat-file -t "v$1")" tag &&
    git -C "$bare" merge-base --is-ancestor "v$1" main &&
    equal "$(git rev-parse HEAD)" "$(git -C "$bare" rev-parse main)" && settled
}

# elsewhere COMMAND...: runs it in another clone of the server's repository and pushes main.
elsewhere() {
  [ -d "$BATS_TEST_TMPDIR/elsewhere" ] || git clone -q "$bare" "$BATS_TEST_TMPDIR/elsewhere"
  (cd "$BATS_TEST_TMPDIR/elsewhere" && git pull -q --rebase && "$@" && git push -q origin HEAD:main)
}

when_moved() {
  printf 'release: {when_moved: %s}\n' "$1" >>relctl.yaml
  git commit -qam "ci: when moved, $1"
  git push -q
}

@test "over git daemon: branch and tag are published, and the clone follows" {
  start_git_daemon
  sample_on_server "$git_url"
  relctl_run bump --push --json
  expect 0
  equal "$(jq -c '[.pushed, .attempts, .services[0].version]' <<<"$out")" '[true,1,"1.2.4"]'
  equal "$(jq -r .commit <<<"$out")" "$(git -C "$bare" rev-parse main)"
  published 1.2.4
  equal "$(git rev-parse origin/main)" "$(git rev-parse HEAD)"
}

@test "over http with a password, and not without" {
  start_http_server
  sample_on_server "$http_login_url"
  relctl_run bump --push
  expect 0 1.2.4
  published 1.2.4
  change
  git remote set-url origin "$http_url/sample.git"
  local before
  before=$(git -C "$bare" for-each-ref)
  relctl_run bump --push
  expect 5 ''
  equal "$(git -C "$bare" for-each-ref)" "$before"
}

@test "over ssh with a key" {
  start_ssh_server
  sample_on_server "$ssh_url"
  relctl_run bump minor --push
  expect 0 1.3.0
  published 1.3.0
}

@test "what moved elsewhere is brought along when it is not the service's source" {
  start_git_daemon
  sample_on_server "$git_url"
  sed -i 's/images:/paths: [src, pyproject.toml]\n    images:/' relctl.yaml
  git commit -qam 'ci: paths' && git push -q
  elsewhere change docs/readme.md
  relctl_run bump --push
  expect 0 1.2.4
  published 1.2.4
  equal "$(git -C "$bare" log --merges --oneline main)" ""
  [ -e docs/readme.md ]
}

@test "merge: where the source moved, the tag is what was checked out and the branch merges it" {
  start_git_daemon
  sample_on_server "$git_url"
  local tested
  tested=$(git rev-parse HEAD)
  elsewhere change src/other.py
  relctl_run bump --push
  expect 0 1.2.4
  published 1.2.4
  equal "$(git -C "$bare" rev-parse 'v1.2.4^')" "$tested"
  equal "$(git -C "$bare" diff --name-only "$tested" v1.2.4 | tr '\n' ' ')" \
    'kubernetes/deploy/dev/kustomization.yaml pyproject.toml '
  equal "$(git -C "$bare" rev-parse 'main^2')" "$(git -C "$bare" rev-parse 'v1.2.4^{commit}')"
  git -C "$bare" cat-file -e main:src/other.py
}

@test "recompute: the release is made of the tip, and lists what came along" {
  start_git_daemon
  sample_on_server "$git_url"
  when_moved recompute
  elsewhere change src/other.py
  relctl_run bump --push --json
  expect 0
  equal "$(jq -r '.includes | length' <<<"$out")" 1
  contains "$(jq -r '.includes[0]' <<<"$out")" 'fix: change src/other.py'
  published 1.2.4
  git -C "$bare" cat-file -e v1.2.4:src/other.py
}

@test "stop: exit 4, and neither side is changed" {
  start_git_daemon
  sample_on_server "$git_url"
  when_moved stop
  elsewhere change src/other.py
  local refs before
  refs=$(git -C "$bare" for-each-ref)
  before=$(git rev-parse HEAD)
  relctl_run bump --push
  expect 4 ''
  equal "$(git -C "$bare" for-each-ref)" "$refs"
  equal "$(git rev-parse HEAD)" "$before"
  settled
}

@test "a release that was made locally is published by the next push, once" {
  start_git_daemon
  sample_on_server "$git_url"
  relctl_run bump
  expect 0 1.2.4
  elsewhere change docs/readme.md
  relctl_run bump --push
  expect 0
  published 1.2.4
  equal "$(git -C "$bare" tag -l)" v1.2.4
  equal "$(git -C "$bare" log --format=%s main | grep -c 'sample 1.2.4$')" 1
}

@test "local commits that are not pushed are exit 4 and stay local" {
  start_git_daemon
  sample_on_server "$git_url"
  change
  local refs
  refs=$(git -C "$bare" for-each-ref)
  relctl_run bump --push
  expect 4 ''
  contains "$err" 'git push'
  equal "$(git -C "$bare" for-each-ref)" "$refs"
}

@test "a job that is retried prints the same version and pushes nothing" {
  start_git_daemon
  sample_on_server "$git_url"
  git clone -q "$bare" ../retry
  relctl_run bump --push --once job-7
  expect 0 1.2.4
  cd ../retry
  git checkout -q --detach
  relctl_run bump --push --branch main --once job-7
  expect 0 1.2.4
  relctl_run bump --push --branch main
  expect 0 1.2.4
  equal "$(git -C "$bare" tag -l)" v1.2.4
}

@test "a commit that the branch has left behind does not release an older version" {
  start_git_daemon
  sample_on_server "$git_url"
  git branch -q old
  elsewhere change
  elsewhere relctl bump minor
  git -C ../elsewhere push -q origin --tags
  git checkout -q --detach old
  relctl_run bump --push --branch main --json
  expect 0
  equal "$(git -C "$bare" show main:pyproject.toml | grep ^version)" "version = \"$(
    git -C "$bare" tag -l | sed s/^v// | relctl semver sort | tail -1)\""
}

@test "a hook that refuses the branch leaves no tag, one that refuses the tag no commit" {
  start_git_daemon
  sample_on_server "$git_url"
  local refs ref
  refs=$(git -C "$bare" for-each-ref)
  for ref in refs/heads refs/tags; do
    printf '#!/bin/sh\ncase $1 in %s/*) echo "policy 17 forbids it" >&2; exit 1;; esac\n' "$ref" \
      >"$bare/hooks/update"
    chmod +x "$bare/hooks/update"
    relctl_run bump --push
    expect 5 ''
    contains "$err" 'policy 17 forbids it'
    equal "$(git -C "$bare" for-each-ref)" "$refs"
    settled
  done
  rm "$bare/hooks/update"
  relctl_run bump --push
  expect 0 1.2.4
  published 1.2.4
}

@test "version files behind the tags of the remote do not hold up a release" {
  start_git_daemon
  sample_on_server "$git_url"
  local number other
  other=$(git -C "$bare" commit-tree -m other 'main^{tree}')
  for number in 4 5 6 7 8 9; do git -C "$bare" tag "v1.2.$number" "$other"; done
  relctl_run bump --push --timeout 60s
  expect 0 1.2.10
  published 1.2.10
}

@test "a server that cannot be reached is exit 5, one that is mute is exit 6, within the time given" {
  sample_repository work
  git remote add origin git://127.0.0.1:1/sample.git
  relctl_run bump --push --timeout 20s
  expect 5 ''
  local port
  coproc mute { exec python3 -c '
import socket, time
server = socket.create_server(("127.0.0.1", 0))
print(server.getsockname()[1], flush=True)
time.sleep(600)' 3>&-; }
  read -r port <&"${mute[0]}"
  git remote set-url origin "git://127.0.0.1:$port/sample.git"
  SECONDS=0
  relctl_run bump --push --timeout 3s
  kill "$mute_PID"
  expect 6 ''
  [ "$SECONDS" -lt 30 ]
  equal "$(git tag -l)" ''
  settled
}
