# SPDX-License-Identifier: MIT
# Machines that die at the worst moment, and pipes in the place of files.
bats_require_minimum_version 1.5.0
load helper.bash
load servers.bash

setup() {
  isolate
  server_repository sample
  start_git_daemon
  sample_on_server "$git_url"
}

teardown() {
  stop_servers
}

# dies_at WORD LOCK...: a bump that is killed, with the git command WORD that holds the locks.
dies_at() {
  local word="$1" lock locks='' git folder="$BATS_TEST_TMPDIR/killer"
  shift
  for lock; do locks+=" $PWD/.git/$lock"; done
  git=$(command -v git)
  mkdir -p "$folder"
  cat >"$folder/git" <<SCRIPT
#!/bin/sh
case " \$* " in *" $word "*) touch$locks; kill -KILL \$PPID \$\$ ;; esac
exec "$git" "\$@"
SCRIPT
  chmod +x "$folder/git"
  code=0
  PATH="$folder:$PATH" "$RELCTL_BINARY" bump --push >/dev/null 2>&1 || code=$?
  equal "$code" 137
}

locks() { find .git -name '*.lock'; }

@test "after a kill the next run of any kind takes the dead run's locks away and says so" {
  local command
  for command in status diff 'config check' 'guard --staged' 'bump --push'; do
    dies_at push index.lock refs/heads/main.lock packed-refs.lock
    # shellcheck disable=SC2086 # the words are arguments
    relctl_run $command
    expect 0
    contains "$err" "removed $PWD/.git/refs/heads/main.lock, which a killed run of relctl left"
    equal "$(locks)" ''
    git commit -q --allow-empty -m 'chore: git works again'
    git push -q
  done
}

@test "a bump over somebody else's lock publishes nothing, and leaves the lock" {
  local lock tip
  tip=$(git -C "$bare" rev-parse main)
  for lock in index.lock refs/heads/main.lock; do
    touch ".git/$lock"
    relctl_run bump --push
    expect 5 ''
    contains "$err" "$lock"
    equal "$(locks)" ".git/$lock"
    rm ".git/$lock"
  done
  equal "$(git -C "$bare" rev-parse main)" "$tip"
}

@test "a pipe in the place of a file is an error and no wait" {
  local file
  for file in .git/shallow .git/packed-refs .git/refs/heads/main .git/refs/replace .git/logs/HEAD .gitattributes \
    relctl.yaml pyproject.toml; do
    mv "$file" "$BATS_TEST_TMPDIR/kept" 2>/dev/null || true
    mkfifo "$file"
    code=0
    timeout 20 "$RELCTL_BINARY" bump -n >/dev/null 2>"$BATS_TEST_TMPDIR/err" || code=$?
    [ "$code" -ne 124 ]
    rm "$file"
    mv "$BATS_TEST_TMPDIR/kept" "$file" 2>/dev/null || true
  done
  mkfifo pipe
  code=0
  timeout 20 "$RELCTL_BINARY" --config pipe config check 2>"$BATS_TEST_TMPDIR/err" || code=$?
  equal "$code" 3
  contains "$(cat "$BATS_TEST_TMPDIR/err")" 'pipe is no regular file'
}
