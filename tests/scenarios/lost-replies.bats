# SPDX-License-Identifier: MIT
# The line dies after the server accepted a push: one release, never two, and never a wrong answer.
bats_require_minimum_version 1.5.0
load helper.bash
load servers.bash

setup() {
  isolate
  server_repository sample
  start_git_daemon
  daemon_port="$servers_port"
  sample_on_server "$git_url"
  # The hook runs when the refs have been moved, before the server reports it.
  printf '#!/bin/sh\nif [ "$1" = committed ] && grep -q refs/tags; then touch "%s/accepted"; fi\n' \
    "$BATS_TEST_TMPDIR" >"$bare/hooks/reference-transaction"
  chmod +x "$bare/hooks/reference-transaction"
}

teardown() {
  if [ -n "${proxy_PID:-}" ]; then kill "$proxy_PID" 2>/dev/null || true; fi
  stop_servers
}

# through_proxy HOW: origin is then reached through a proxy that loses replies.
through_proxy() {
  local port
  coproc proxy {
    exec python3 "$BATS_TEST_DIRNAME/cut_replies.py" "$daemon_port" "$BATS_TEST_TMPDIR/accepted" "$1" 3>&-
  }
  read -r port <&"${proxy[0]}"
  git remote set-url origin "git://127.0.0.1:$port/sample.git"
}

one_release() {
  equal "$(git -C "$bare" tag -l)" v1.2.4 &&
    equal "$(git -C "$bare" log --format=%s main)" $'chore(release): sample 1.2.4\nfeat: first'
}

@test "a lost reply is looked up on the remote: exit 0 and one release" {
  through_proxy once
  relctl_run bump --push --json
  expect 0
  equal "$(jq -c '[.pushed, .services[0].version]' <<<"$out")" '[true,"1.2.4"]'
  one_release
  settled
  equal "$(git rev-parse HEAD)" "$(git -C "$bare" rev-parse main)"
}

@test "a line that dies for good is told as unknown, and the next run settles it" {
  through_proxy for-good
  relctl_run bump --push --json --timeout 10s
  expect 6
  equal "$(jq -r .error.kind <<<"$out")" unknown
  contains "$err" "$(git -C "$bare" rev-parse main)"
  one_release
  git remote set-url origin "$git_url/sample.git"
  relctl_run bump --push
  expect 0 1.2.4
  one_release
}

@test "the same with a key: the next run gives the answer of the first" {
  through_proxy for-good
  relctl_run bump --push --once job-3 --timeout 10s
  expect 6 ''
  git remote set-url origin "$git_url/sample.git"
  git clone -q --depth 1 "$git_url/sample.git" ../retry
  cd ../retry
  relctl_run bump --push --once job-3 --even-if-unchanged
  expect 0 1.2.4
  one_release
}
