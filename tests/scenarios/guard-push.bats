#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# guard where commits arrive: pre-receive on a bare repository, in CI, on refs of pull requests.
bats_require_minimum_version 1.5.0
load guarded.bash

setup() { guarded_repository; }

teardown() { stop_servers; }

@test "pre-receive on a bare repository: honest pushes land, others leave nothing" {
  server_repository sample
  start_git_daemon
  local bare="$servers_root/repos/sample.git"
  git push -q "$git_url/sample.git" main
  printf '#!/bin/sh\nexec relctl guard --pre-receive\n' >"$bare/hooks/pre-receive"
  chmod +x "$bare/hooks/pre-receive"
  git remote add origin "$git_url/sample.git"
  git fetch -q
  echo "// x" >main.cpp
  git add -A
  git commit -q -m "feat: something"
  git push -q origin main
  relctl bump -q --push >/dev/null
  local good
  good=$(git -C "$bare" rev-parse main)
  [ "$good" = "$(git rev-parse HEAD)" ]
  set_tag production 9.9.9
  git commit -q -a -m "by hand"
  run git push origin main
  [ "$status" -ne 0 ]
  [[ "$output" == *"tag 9.9.9"* ]]
  run git push origin main:refs/heads/new
  [ "$status" -ne 0 ]
  [ "$(git -C "$bare" rev-parse main)" = "$good" ]
  git push -q origin HEAD~1:refs/heads/other
  git push -q origin :refs/heads/other
  run bash -c "cd '$bare' && printf 'nonsense\n' | relctl guard --pre-receive"
  [ "$status" -eq 2 ]
}

# guarded_server: the repository on git daemon, with guard as its pre-receive hook; it is in $bare.
guarded_server() {
  server_repository sample
  start_git_daemon
  bare="$servers_root/repos/sample.git"
  git remote add origin "$git_url/sample.git"
  git push -q origin main base
  printf '#!/bin/sh\nexec relctl guard --pre-receive\n' >"$bare/hooks/pre-receive"
  chmod +x "$bare/hooks/pre-receive"
}

# push_refused TEXT ARGUMENT...: git push fails, and says TEXT; the server's refs stay.
push_refused() {
  local text="$1" before
  shift
  before=$(git -C "$bare" for-each-ref)
  run git push "$@"
  [ "$status" -ne 0 ] && contains "$output" "$text" &&
    equal "$(git -C "$bare" for-each-ref)" "$before"
}

@test "pre-receive: branches made, forced, deleted, several at once, and tags" {
  guarded_server
  release
  git push -q origin main "$(git describe --tags --abbrev=0)"
  # Back to where it was, and on from there: a forced update brings nothing that is not honest.
  git push -q --force origin base:main
  git push -q --force origin main
  git checkout -q -b feature base
  set_tag production 9.9.9
  git commit -q -a -m "by hand"
  push_refused "tag 9.9.9" --force origin feature:main
  push_refused "tag 9.9.9" origin feature
  # A tag alone may carry commits: they are judged when they come to a branch.
  git tag seen
  git push -q origin seen
  push_refused "tag 9.9.9" origin seen:refs/heads/new
  # One bad branch refuses all of them.
  push_refused "tag 9.9.9" origin main:refs/heads/other feature
  git push -q origin main:refs/heads/other
  git push -q origin :refs/heads/other :refs/tags/seen
  [ -z "$(git -C "$bare" for-each-ref refs/heads/other refs/tags/seen)" ]
}

@test "pre-receive: a tag that comes along counts as a release, and its commit is read in quarantine" {
  guarded_server
  echo 2.0.0 >VERSION
  git commit -q -a -m "two"
  git tag -a v2.0.0 -m two
  git reset -q --hard base
  relctl_run promote staging --to 2.0.0
  expect 0
  push_refused "tag 2.0.0" origin main
  git push -q origin main v2.0.0
}

@test "pre-receive: a history without a root in common, and an empty repository" {
  guarded_server
  git checkout -q --orphan alone
  set_tag dev 9.9.9
  git commit -q -a -m "another root"
  push_refused "a new file" origin alone
  git push -q origin "$(git commit-tree -m pages "$(git mktree </dev/null)"):refs/heads/pages"
  git -C "$bare" config receive.denyDeleteCurrent ignore
  server_repository empty
  cp "$bare/hooks/pre-receive" "$servers_root/repos/empty.git/hooks/"
  git push -q "$git_url/empty.git" main
}

@test "a change that is hidden by a later one is found" {
  set_tag production 9.9.9
  git commit -q -a -m "by hand"
  git revert --no-edit HEAD >/dev/null
  refused "tag 9.9.9"
}

@test "a break-glass trailer passes, says so, and status lists it until the next promotion" {
  set_tag production 9.9.9
  git commit -q -a -m "fire" -m "Relctl-Override: the site is down"
  relctl_run guard --range base..HEAD
  expect 0
  contains "$out" "overridden: the site is down"
  relctl_run status production
  contains "$out" "the site is down"
  git revert --no-edit HEAD >/dev/null
  release
  relctl promote -q staging production >/dev/null
  relctl_run status production
  lacks "$out" "the site is down"
}

@test "a clone without the range's beginning says what to fetch" {
  release
  release
  git clone -q --depth 1 "file://$repo" "$BATS_TEST_TMPDIR/shallow"
  cd "$BATS_TEST_TMPDIR/shallow"
  relctl_run guard --range origin/missing..HEAD
  expect 5
  contains "$err" "git fetch"
  relctl_run guard --range "$(git -C "$repo" rev-parse base)..HEAD"
  expect 5
  contains "$err" "git fetch"
  git fetch -q --depth 2
  relctl_run guard --range HEAD~1..HEAD
  [ "$code" -eq 0 ] || contains "$err" "git fetch --unshallow"
  # The message's own command helps.
  git fetch -q --unshallow --tags
  passed
}

@test "ranges that are none are refused as such" {
  local range
  for range in HEAD ..HEAD base...HEAD nonsense..HEAD base..nonsense "-x..HEAD" "base..--all"; do
    relctl_run guard --range="$range"
    expect 2
  done
}

@test "a root that is there already is judged when it is merged" {
  guarded_server
  git checkout -q --orphan alone
  set_tag production 9.9.9
  git commit -q -a -m "another root"
  chmod -x "$bare/hooks/pre-receive"
  git push -q origin alone
  chmod +x "$bare/hooks/pre-receive"
  git checkout -q main
  git merge -q --no-edit --allow-unrelated-histories -X theirs alone
  push_refused "a new file" origin main
}

@test "a branch that is rewound or made anew is judged by the newest relctl.yaml" {
  guarded_server
  empty=$(git commit-tree -m "nothing" "$(git mktree </dev/null)")
  push_refused "relctl.yaml" --force origin "$empty:refs/heads/main"
  set_tag production 9.9.9
  git rm -q --cached relctl.yaml
  git add deploy
  evil=$(git commit-tree -m "from nowhere" "$(git write-tree)")
  push_refused "deploy/production" origin "$evil:refs/heads/evil"
}

@test "the branch of an environment is judged from its beginning, and not by what other branches let pass" {
  guarded_server
  sed -i 's/path: deploy\/production}/path: deploy\/production, branch: env\/production}/' relctl.yaml
  git commit -q -a -m "a branch for production"
  git -C "$bare" config core.hooksPath /dev/null
  git checkout -q --orphan docs
  git rm -q -r --cached .
  git commit -q --allow-empty -m "docs"
  git push -q origin main docs
  git -C "$bare" config --unset core.hooksPath
  git checkout -q -f main
  set_tag production 9.9.9
  git add deploy
  evil=$(git commit-tree -p docs -p main -m "docs" "$(git write-tree)")
  git push -q origin "$evil:refs/heads/docs"
  push_refused "deploy/production" origin "$evil:refs/heads/env/production"
  git reset -q --hard main
  git push -q origin main:refs/heads/env/production
}

@test "--timeout ends guard whatever it is busy with, and says so" {
  git init -q --bare "$BATS_TEST_TMPDIR/bare"
  local pipe="$BATS_TEST_TMPDIR/pipe" words
  mkfifo "$pipe"
  exec 8<>"$pipe"
  run --separate-stderr relctl -C "$BATS_TEST_TMPDIR/bare" guard --pre-receive --timeout 1s <&8
  equal "$status" 6
  # shellcheck disable=SC2154  # run sets it
  contains "$stderr" "guard took longer than 1s"
  run --separate-stderr relctl --json -C "$BATS_TEST_TMPDIR/bare" guard --pre-receive --timeout 1s <&8
  exec 8>&-
  equal "$status" 6
  words=$(jq -r .error.kind <<<"$output")
  equal "$words" timeout
}

@test "a clone without tags takes no trailer's word, and says what brings the tags" {
  sed -i '/version_files/d' relctl.yaml
  git rm -q VERSION
  git commit -q -a -m "versions are in tags alone"
  relctl bump -q 1.0.1 >/dev/null
  git tag -f base
  server_repository sample
  start_git_daemon
  git push -q "$git_url/sample.git" main
  local message
  message=$(git log -1 --format=%B | sed 's/1\.0\.1/9.9.9/g')
  set_tag dev 9.9.9
  git commit -q -a -m "$message"
  git push -q "$git_url/sample.git" main:forged
  git clone -q --no-tags --branch forged "$git_url/sample.git" "$BATS_TEST_TMPDIR/clone"
  cd "$BATS_TEST_TMPDIR/clone"
  relctl_run guard --range HEAD~1..HEAD
  expect 5 ""
  contains "$err" "hint: git fetch --tags"
  # The same where git does not say how the clone was made.
  git config --unset remote.origin.tagopt
  relctl_run guard --range HEAD~1..HEAD
  expect 5 ""
  contains "$err" "hint: git fetch --tags"
  git -C "$repo" push -q "$git_url/sample.git" v1.0.1
  git fetch -q --tags
  relctl_run guard --range HEAD~1..HEAD
  expect 1
  contains "$out" "tag 9.9.9"
}

# signer NAME: a key, which is listed as one that may release.
signer() {
  ssh-keygen -q -t ed25519 -N "" -C "$1" -f "$BATS_TEST_TMPDIR/$1"
  printf '%s@example.org %s\n' "$1" "$(cat "$BATS_TEST_TMPDIR/$1.pub")" >>signers
}

# released KEY VERSION: a release whose tag is signed with the key, elsewhere, and production gets it.
released() {
  git -c gpg.format=ssh -c "user.signingkey=$BATS_TEST_TMPDIR/$1.pub" tag -s -m "release" "v$2" \
    "$(git commit-tree -p base -m elsewhere "$(version_tree "$2")")"
  set_tag production "$2"
  git commit -q -a -m "promote"
}

# version_tree VERSION: the tree of base with another version.
version_tree() {
  GIT_INDEX_FILE="$BATS_TEST_TMPDIR/index" git read-tree base
  GIT_INDEX_FILE="$BATS_TEST_TMPDIR/index" git update-index \
    --cacheinfo "100644,$(echo "$1" | git hash-object -w --stdin),VERSION"
  GIT_INDEX_FILE="$BATS_TEST_TMPDIR/index" git write-tree
}

@test "release.signed: a tag is a release with a good signature of a listed signer, under its own name" {
  signer ada
  echo "release: {signed: {allowed_signers: signers}}" >>relctl.yaml
  git add -A
  git commit -q -m "releases are signed"
  git tag -f base
  released ada 1.5.0
  passed
  # A signed tag under another version's name.
  git reset -q --hard base
  git update-ref refs/tags/v1.6.0 "$(git rev-parse v1.5.0)"
  set_tag production 1.6.0
  git commit -q -a -m "promote"
  refused "tag 1.6.0"
  # Somebody who is not listed, and somebody who lists himself.
  git reset -q --hard base
  cp signers "$BATS_TEST_TMPDIR/listed"
  signer eve
  mv "$BATS_TEST_TMPDIR/listed" signers
  released eve 1.7.0
  refused "tag 1.7.0"
  printf 'eve@example.org %s\n' "$(cat "$BATS_TEST_TMPDIR/eve.pub")" >>signers
  git commit -q -a -m "docs: nothing to see"
  refused "signers: the list of those who may release changed"
  contains "$out" "tag 1.7.0"
  # No signature at all, and a law without one.
  git reset -q --hard base
  git tag -a -m unsigned v1.8.0 "$(git rev-parse 'v1.5.0^{commit}')"
  git tag -d v1.5.0
  set_tag production 1.5.0
  git tag -a -m unsigned v1.5.0 "v1.8.0^{commit}"
  git commit -q -a -m "promote"
  refused "tag 1.5.0"
  git reset -q --hard base
  sed -i '/^release:/d' relctl.yaml
  git commit -q -a -m "no signatures"
  refused "release.signed"
}
