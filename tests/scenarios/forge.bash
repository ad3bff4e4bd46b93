# SPDX-License-Identifier: MIT
# A forge on loopback, for scenarios.

# start_forge [MANNER...]: starts forge_server.py; its process is in forge, its port in port.
start_forge() {
  rm -f "$BATS_TEST_TMPDIR/port" "$BATS_TEST_TMPDIR/log"
  python3 "$BATS_TEST_DIRNAME/forge_server.py" "$BATS_TEST_TMPDIR/port" "$BATS_TEST_TMPDIR/log" "$@" \
    3>&- >/dev/null 2>&1 &
  forge=$!
  until [ -s "$BATS_TEST_TMPDIR/port" ]; do kill -0 "$forge"; done
  port=$(cat "$BATS_TEST_TMPDIR/port")
}

# hosted_repository: acme/sample on a git daemon, cloned into work and entered, and the token of its forge.
hosted_repository() {
  export HOME="$BATS_TEST_TMPDIR" GIT_CONFIG_NOSYSTEM=1 CI=false ACME_TOKEN=canary-token-7
  export RELCTL_TRUSTED_HOSTS=ACME_TOKEN
  unset GITHUB_RUN_ID CI_PIPELINE_ID
  git config --global user.name Ada
  git config --global user.email ada@example.com
  server_repository acme/sample
  start_git_daemon
  git clone -q "$git_url/acme/sample.git" "$BATS_TEST_TMPDIR/work" 2>/dev/null
  cd "$BATS_TEST_TMPDIR/work" || return 1
  git checkout -q -B main
}

# leave_hosts: stops the forge, where one was started, and the git daemon.
leave_hosts() {
  [ -z "${forge:-}" ] || kill "$forge"
  stop_servers
}

# pull N FILTER: what jq finds in the N-th request that the forge has. edit_pull N JSON: somebody edits it there.
pull() { curl -sS "http://127.0.0.1:$port/test/pulls" | jq -r ".[$1 - 1] | $2"; }
edit_pull() {
  curl -sS -o "$BATS_TEST_TMPDIR/answer" -X PATCH "http://127.0.0.1:$port/repos/acme/sample/pulls/$1" -d "$2"
}
