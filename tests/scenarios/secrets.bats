# SPDX-License-Identifier: MIT
# Secrets never show, and what users set for their own git does no harm.
bats_require_minimum_version 1.5.0
load helper.bash
load servers.bash

setup() {
  isolate
  server_repository sample
  canary="canary-7f3e9a1c"
}

teardown() {
  stop_servers
}

# silent ARGUMENT...: no way to print shows the canary; prints the exit codes.
silent() {
  local mode
  for mode in '' --json -v '-v --json' --quiet; do
    # shellcheck disable=SC2086 # the words are options
    relctl_run "$@" $mode
    lacks "$out" "$canary" || return 1
    lacks "$err" "$canary" || return 1
  done
}

@test "a token in the remote's address shows nowhere: unreachable, refused, no such repository" {
  sample_repository work
  git remote add origin "http://user:$canary@127.0.0.1:1/sample.git"
  silent bump --push --timeout 5s
  equal "$code" 5
  silent diff --fetch --timeout 5s
  silent bump -n
  start_http_server
  git remote set-url origin "${http_url/\/\//\/\/alice:$canary@}/sample.git"
  silent bump --push --timeout 20s
  equal "$code" 5
  git remote set-url origin "http://$canary@127.0.0.1:1/sample.git"
  silent bump --push --timeout 5s
  git remote set-url origin "${http_login_url/\/\//\/\/}/missing-$RANDOM.git"
  canary="$http_password"
  silent bump --push --timeout 20s
  equal "$code" 5
}

@test "a token in the address shows nowhere when the server's hook refuses or the push succeeds" {
  start_http_server
  canary="$http_password"
  sample_on_server "$http_login_url"
  printf '#!/bin/sh\necho "no: http://alice:%s@host/x"; exit 1\n' "$canary" >"$bare/hooks/pre-receive"
  chmod +x "$bare/hooks/pre-receive"
  silent bump --push
  equal "$code" 5
  rm "$bare/hooks/pre-receive"
  local mode
  for mode in -v --json; do
    change && git push -q
    relctl_run bump --push $mode
    expect 0
    lacks "$out$err" "$canary"
  done
  lacks "$(git log --all --format=%B; git for-each-ref --format='%(contents)')" "$canary"
}

@test "a token in http.extraHeader shows nowhere" {
  sample_repository work
  git remote add origin http://127.0.0.1:1/sample.git
  git config http.extraHeader "Authorization: Basic $canary"
  silent bump --push --timeout 5s
  start_http_server
  git remote set-url origin "$http_url/sample.git"
  silent bump --push --timeout 20s
  equal "$code" 5
  export GIT_CURL_VERBOSE=1 GIT_TRACE_CURL=1 GIT_TRACE=1
  silent bump --push --timeout 20s
}

@test "tokens of the environment show nowhere, even when a server repeats them" {
  start_git_daemon
  sample_on_server "$git_url"
  export GITHUB_TOKEN="$canary" RELCTL_TOKEN="$canary" CI_JOB_TOKEN="$canary"
  printf '#!/bin/sh\necho "your token %s is known"; exit 1\n' "$canary" >"$bare/hooks/pre-receive"
  chmod +x "$bare/hooks/pre-receive"
  silent bump --push
  equal "$code" 5
  sed -i "s/version = .*/version = \"$canary\"/" pyproject.toml && git commit -qam canary
  silent bump
  equal "$code" 3
}

@test "settings of the user do no harm" {
  start_git_daemon
  sample_on_server "$git_url"
  git tag -a -m stray stray
  git config --global push.followTags true
  git config --global push.gpgSign if-asked
  git config --global push.default nothing
  git config --global push.recurseSubmodules on-demand
  git config --global push.autoSetupRemote true
  git config --global fetch.prune true
  git config --global fetch.pruneTags true
  git config --global remote.origin.tagOpt --tags
  git config --global remote.origin.mirror true
  git config --global core.pager 'false'
  git config --global core.editor 'false'
  git config --global sequence.editor 'false'
  git config --global color.ui always
  git config --global alias.push 'fetch'
  git config --global alias.read-tree '!false'
  git config --global alias.ls-remote '!false'
  git config --global advice.detachedHead true
  git config --global commit.cleanup scissors
  git config --global commit.template /no/such/file
  git config --global commit.verbose true
  git config --global tag.sort -version:refname
  git config --global diff.noprefix true
  git config --global diff.external false
  git config --global diff.mnemonicPrefix true
  git config --global apply.whitespace fix
  git config --global status.showUntrackedFiles no
  git config --global log.showSignature true
  git config --global core.quotePath false
  git config --global merge.ff only
  git config --global pull.rebase true
  git config --global i18n.commitEncoding ISO-8859-1
  git config --global trailer.separators '#'
  git config --global url."git://127.0.0.1:1/".pushInsteadOf 'git://never.example.org/'
  export GIT_PAGER=false GIT_EDITOR=false GIT_EXTERNAL_DIFF=false
  relctl_run diff
  expect 0
  lacks "$out" $'\e['
  contains "$out" 'diff --git a/pyproject.toml b/pyproject.toml'
  relctl_run bump --push
  expect 0 1.2.4
  lacks "$err" $'\e['
  equal "$(git -C "$bare" for-each-ref --format='%(refname)')" $'refs/heads/main\nrefs/tags/v1.2.4'
  settled
}

@test "url.insteadOf is followed, as git follows it" {
  start_git_daemon
  sample_on_server "$git_url"
  git config --global url."$git_url/".insteadOf 'forge:'
  git remote set-url origin forge:sample.git
  relctl_run bump --push
  expect 0 1.2.4
  git -C "$bare" rev-parse -q --verify v1.2.4
}

@test "of the clone's hooks those of commit messages run, and a pre-push hook that refuses is exit 5" {
  start_git_daemon
  sample_on_server "$git_url"
  local hook refs
  mkdir ../hooks
  for hook in pre-commit post-commit pre-merge-commit post-checkout post-index-change; do
    printf '#!/bin/sh\ntouch "%s/ran-%s"\nexit 1\n' "$BATS_TEST_TMPDIR" "$hook" >"../hooks/$hook"
  done
  chmod +x ../hooks/*
  git config --global core.hooksPath "$BATS_TEST_TMPDIR/hooks"
  relctl_run bump --push
  expect 0 1.2.4
  equal "$(find .. -maxdepth 1 -name 'ran-*')" ''
  git config --global --unset core.hooksPath
  settled
  change && git push -q
  printf '#!/bin/sh\necho "not on a Friday" >&2\nexit 1\n' >.git/hooks/pre-push
  chmod +x .git/hooks/pre-push
  refs=$(git -C "$bare" for-each-ref)
  relctl_run bump --push
  expect 5 ''
  contains "$err" 'not on a Friday'
  equal "$(git -C "$bare" for-each-ref)" "$refs"
  settled
}

@test "variables that name another repository are not followed" {
  sample_repository work
  sample_repository "$BATS_TEST_TMPDIR/other"
  local before
  before=$(state .)
  export GIT_DIR="$PWD/.git" GIT_WORK_TREE="$PWD" GIT_INDEX_FILE="$PWD/.git/index"
  relctl_run -C "$BATS_TEST_TMPDIR/work" bump
  expect 0 1.2.4
  unset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE
  equal "$(state .)" "$before"
  equal "$(git -C ../work tag -l)" v1.2.4
}
