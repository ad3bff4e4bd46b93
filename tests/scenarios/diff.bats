# SPDX-License-Identifier: MIT
# relctl diff: a patch that is what the command will do, made without a trace.
bats_require_minimum_version 1.5.0
load helper.bash
load servers.bash

setup() {
  isolate
}

teardown() {
  stop_servers
  if [ -n "${public:-}" ]; then rm -rf "$public"; fi
}

# tree_of_patch PATCH: the tree that git makes of HEAD and the patch, in an index of its own.
tree_of_patch() {
  GIT_INDEX_FILE="$BATS_TEST_TMPDIR/index" git read-tree HEAD
  GIT_INDEX_FILE="$BATS_TEST_TMPDIR/index" git apply --cached "$1"
  GIT_INDEX_FILE="$BATS_TEST_TMPDIR/index" git write-tree
}

@test "diff prints a patch that makes the tree of the real run, and writes nothing" {
  sample_repository work
  local before arguments tree
  for arguments in '' 'bump' 'bump minor' 'bump 3.0.0-rc.1' 'bump --no-deploy' 'major'; do
    before=$(state .)
    # shellcheck disable=SC2086 # the words are arguments
    relctl_run diff $arguments
    expect 0
    equal "$(state .)" "$before"
    cp "$BATS_TEST_TMPDIR/out" ../patch
    tree=$(tree_of_patch ../patch)
    git clone -q . ../real
    # shellcheck disable=SC2086
    (cd ../real && relctl bump ${arguments#bump})
    equal "$tree" "$(git -C ../real rev-parse 'HEAD^{tree}')"
    rm -rf ../real
  done
}

@test "the work tree after git apply is the work tree after bump" {
  sample_repository work
  git clone -q . ../real
  relctl diff minor | git apply
  (cd ../real && relctl bump minor)
  diff -r --exclude=.git . ../real
}

@test "diff works with the remote unreachable, without a token and without a name" {
  sample_repository work
  git remote add origin https://127.0.0.1:1/sample.git
  rm "$GIT_CONFIG_GLOBAL"
  relctl_run diff minor
  expect 0
  contains "$out" '+version = "1.3.0"'
  contains "$err" 'would release sample 1.3.0'
}

@test "diff works in a repository that cannot be written to" {
  [ "$(id -u)" = 0 ] || skip "only root can run it as somebody else"
  command -v setpriv >/dev/null || skip "setpriv is missing"
  # Not below the test's own folder, which other users may not enter.
  public=$(mktemp -d "${TMPDIR:-/tmp}/relctl-diff.XXXXXX")
  cp "$GIT_CONFIG_GLOBAL" "$public/gitconfig"
  export HOME="$public" GIT_CONFIG_GLOBAL="$public/gitconfig"
  sample_repository "$public/work"
  git config --global safe.directory '*'
  cp "$RELCTL_BINARY" "$public/relctl"
  chmod -R a+rX,a-w "$public"
  run --separate-stderr setpriv --reuid 65534 --regid 65534 --clear-groups "$public/relctl" diff
  [ "$status" = 0 ]
  contains "$output" '+version = "1.2.4"'
}

@test "--exit-code is 1 with changes and 0 without" {
  sample_repository work
  relctl_run diff --exit-code
  expect 1
  relctl bump
  relctl_run diff --exit-code
  expect 0 ''
}

@test "--fetch plans on the remote's tip, and still writes nothing" {
  server_repository sample
  start_git_daemon
  sample_on_server "$git_url"
  git clone -q "$bare" ../elsewhere
  (cd ../elsewhere && relctl bump minor --push)
  change
  git branch -q mine && git reset -q --hard HEAD~1
  local refs status
  refs=$(git for-each-ref && cat .git/HEAD)
  relctl_run diff --fetch minor --even-if-unchanged
  status=$code
  equal "$(git for-each-ref && cat .git/HEAD)" "$refs"
  settled
  equal "$status" 0
}

@test "--json holds the patch and what the release would be" {
  sample_repository work
  relctl_run diff
  local patch="$out"
  relctl_run diff --json
  expect 0
  equal "$(jq -r .patch <<<"$out")" "$patch"
  equal "$(jq -r '.services[0].version' <<<"$out")" 1.2.4
  equal "$(jq -c '[.commit, .pushed]' <<<"$out")" '[null,false]'
}

@test "names with spaces, quotes, umlauts and a dollar come through git apply" {
  git init -q work && cd work
  local folder=$'a "b" \xc3\xbc $c'
  mkdir -p "$folder"
  printf '1.0.0' >"$folder/VERSION"
  printf 'format: 1\nservices:\n  s:\n    version_files: ["a \\"b\\" \\u00fc $c/VERSION"]\n' >relctl.yaml
  git add -A && git commit -qm first
  git clone -q . ../real
  relctl diff | git apply --index
  (cd ../real && relctl bump)
  equal "$(git write-tree)" "$(git -C ../real rev-parse 'HEAD^{tree}')"
  equal "$(cat "$folder/VERSION")" 1.0.1
}

@test "a release that would be refused is refused by diff with the same exit code" {
  sample_repository work
  relctl bump
  relctl_run diff bump 1.2.4
  expect 4 ''
  relctl_run diff bump nonsense
  expect 2 ''
  sed -i 's/1.2.4/one/' pyproject.toml && git commit -qam broken
  relctl_run diff
  expect 3 ''
}

@test "a patch is coloured where that is asked for, and a shell gets its values" {
  sample_repository work
  relctl_run diff --color always
  expect 0
  contains "$out" $'\e[32m+version = "1.2.4"'
  relctl_run diff
  lacks "$out" $'\e'
  relctl_run diff --output env
  contains "$out" RELCTL_VERSION=1.2.4
}
