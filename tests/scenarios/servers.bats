# SPDX-License-Identifier: MIT
# The servers that the scenarios stand on: each takes a clone and a push, and leaves no process.
load servers.bash

setup() {
  export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1 GIT_TERMINAL_PROMPT=0
  export GIT_AUTHOR_NAME=Ada GIT_AUTHOR_EMAIL=ada@example.org
  export GIT_COMMITTER_NAME=Ada GIT_COMMITTER_EMAIL=ada@example.org
  server_repository sample
}

teardown() {
  stop_servers
}

# clone_and_push URL: succeeds when a commit arrives in the server's repository.
clone_and_push() {
  local clone="$BATS_TEST_TMPDIR/clone"
  git clone -q "$1/sample.git" "$clone" 2>/dev/null
  git -C "$clone" commit -q --allow-empty -m first
  git -C "$clone" push -q --atomic origin HEAD:refs/heads/main HEAD:refs/tags/v1
  [ "$(git -C "$clone" rev-parse HEAD)" = \
    "$(git -C "$servers_root/repos/sample.git" rev-parse refs/tags/v1)" ]
}

@test "git daemon takes a push" {
  start_git_daemon
  clone_and_push "$git_url"
}

@test "the http server takes a push with the password, and nothing without" {
  start_http_server
  clone_and_push "$http_login_url"
  run git ls-remote "$http_url/sample.git"
  [ "$status" -ne 0 ]
}

@test "the ssh server takes a push with the key" {
  start_ssh_server
  clone_and_push "$ssh_url"
  run env GIT_SSH_COMMAND="ssh -F /dev/null -o BatchMode=yes -o StrictHostKeyChecking=no \
-o UserKnownHostsFile=/dev/null -o IdentitiesOnly=yes -i /dev/null" git ls-remote "$ssh_url/sample.git"
  [ "$status" -ne 0 ]
}

@test "stopping leaves no process and no file" {
  start_git_daemon
  start_http_server
  start_ssh_server
  local groups=("${servers_pids[@]}") root="$servers_root" group
  stop_servers
  for group in "${groups[@]}"; do
    run kill -0 -- "-$group"
    [ "$status" -ne 0 ]
  done
  [ ! -e "$root" ]
}
