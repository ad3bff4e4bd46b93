# SPDX-License-Identifier: MIT
# The checkouts that CI systems and people make: each releases, or is refused with the way out.
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

remote_version() {
  git -C "$bare" show "${1:-main}:pyproject.toml" | sed -n 's/^version = "\(.*\)"/\1/p'
}

# detached_checkout: what a CI system leaves: the commit, no branch, history and tags of the remote.
detached_checkout() {
  start_git_daemon
  sample_on_server "$git_url"
  git checkout -q --detach
}

# releases_with VERSION VARIABLE...: a push from the detached checkout lands with these variables.
releases_with() {
  local version="$1"
  shift
  code=0
  out=$(env "$@" "$RELCTL_BINARY" bump --push 2>"$BATS_TEST_TMPDIR/err") || code=$?
  err=$(cat "$BATS_TEST_TMPDIR/err")
  expect 0 "$version"
  equal "$(remote_version)" "$version"
  git fetch -q origin && git checkout -q --detach origin/main
  echo x >>src/app.py && git commit -qam 'fix: next' && git push -q origin HEAD:main
}

@test "a detached HEAD releases on the branch that each CI system names" {
  detached_checkout
  releases_with 1.2.4 GITHUB_ACTIONS=true GITHUB_REF_TYPE=branch GITHUB_REF_NAME=main GITHUB_REF=refs/heads/main
  releases_with 1.2.5 GITLAB_CI=true CI_COMMIT_BRANCH=main
  releases_with 1.2.6 CI_PIPELINE_EVENT=push CI_COMMIT_BRANCH=main
  releases_with 1.2.7 BITBUCKET_BUILD_NUMBER=4 BITBUCKET_BRANCH=main
  releases_with 1.2.8 CIRCLECI=true CIRCLE_BRANCH=main
  releases_with 1.2.9 JENKINS_URL=http://ci.example.org GIT_BRANCH=origin/main
  releases_with 1.2.10 TF_BUILD=True BUILD_SOURCEBRANCH=refs/heads/main
}

@test "a detached HEAD takes --branch, and a local bump moves that branch where it can" {
  detached_checkout
  relctl_run bump --push --branch main
  expect 0 1.2.4
  equal "$(remote_version)" 1.2.4
}

@test "a commit of a pull request is not released along with its branch" {
  detached_checkout
  echo pr >>src/app.py && git commit -qam 'feat: proposed'
  local refs
  refs=$(git -C "$bare" for-each-ref)
  GITHUB_ACTIONS=true GITHUB_REF_TYPE=branch GITHUB_REF=refs/pull/1/merge \
    GITHUB_REF_NAME=1/merge relctl_run bump --push
  expect 4 ''
  equal "$(git -C "$bare" for-each-ref)" "$refs"
}

@test "only the default branch releases, unless relctl.yaml lists others" {
  detached_checkout
  git checkout -q -b topic && change && git push -q origin topic
  local refs
  refs=$(git -C "$bare" for-each-ref)
  relctl_run bump --push
  expect 4 ''
  contains "$err" 'release.branches'
  equal "$(git -C "$bare" for-each-ref)" "$refs"
  printf 'release: {branches: [main, topic]}\n' >>relctl.yaml
  git commit -qam 'ci: branches' && git push -q origin topic
  relctl_run bump --push
  expect 0 1.2.4
  equal "$(remote_version topic)" 1.2.4
}

@test "a linked worktree releases its own branch, and the main one stays as it was" {
  start_git_daemon
  sample_on_server "$git_url"
  printf 'release: {branches: [main, "hotfix/*"]}\n' >>relctl.yaml
  git commit -qam 'ci: branches' && git push -q
  git worktree add -q -b hotfix/a ../linked
  git push -q origin hotfix/a
  local before
  before=$(git rev-parse main)
  cd ../linked
  echo fix >>src/app.py && git commit -qam 'fix: hot' && git push -q origin hotfix/a
  relctl_run bump --push
  expect 0 1.2.4
  settled
  equal "$(remote_version hotfix/a)" 1.2.4
  equal "$(git rev-parse main)" "$before"
  cd ../work && settled
}

@test "a bare repository is released without any work tree" {
  sample_repository work
  git clone -q --bare . ../store.git
  cd ../store.git
  relctl_run bump
  expect 0 1.2.4
  equal "$(git show main:pyproject.toml | grep ^version)" 'version = "1.2.4"'
  equal "$(git rev-parse 'v1.2.4^{commit}')" "$(git rev-parse main)"
  relctl_run current
  expect 0 1.2.4
  git fsck --strict --no-dangling
}

@test "a clone of depth 1 gets the version that a whole clone gets" {
  start_git_daemon
  sample_on_server "$git_url"
  relctl bump minor --push
  local i
  for i in 1 2 3 4; do change; done
  git push -q
  git clone -q --depth 1 "$git_url/sample.git" ../shallow
  cd ../shallow
  equal "$(git rev-list --count HEAD)" 1
  relctl_run bump --push
  expect 0 1.3.1
  equal "$(remote_version)" 1.3.1
  equal "$(git -C "$bare" merge-base v1.3.0 main)" "$(git -C "$bare" rev-parse 'v1.3.0^{commit}')"
  settled
}

@test "a clone of depth 1 of a release with nothing new releases nothing" {
  start_git_daemon
  sample_on_server "$git_url"
  relctl bump minor --push
  git clone -q --depth 1 "$git_url/sample.git" ../shallow
  cd ../shallow
  relctl_run bump --push
  expect 0 ''
  equal "$(git -C "$bare" tag -l)" v1.3.0
}

@test "a partial clone with a sparse checkout releases files that are not checked out" {
  start_git_daemon
  sample_on_server "$git_url"
  git -C "$bare" config uploadpack.allowFilter true
  git -C "$bare" config uploadpack.allowAnySHA1InWant true
  git clone -q --filter=blob:none --sparse "$git_url/sample.git" ../partial
  cd ../partial
  git sparse-checkout set src
  [ ! -e kubernetes ]
  relctl_run bump --push
  expect 0 1.2.4
  equal "$(remote_version)" 1.2.4
  contains "$(git -C "$bare" show main:kubernetes/deploy/dev/kustomization.yaml)" '"1.2.4"'
  [ ! -e kubernetes ]
  settled
}

@test "a partial clone reads what it lacks for diff as well" {
  start_git_daemon
  sample_on_server "$git_url"
  git -C "$bare" config uploadpack.allowFilter true
  git -C "$bare" config uploadpack.allowAnySHA1InWant true
  git clone -q --no-checkout --filter=blob:none "$git_url/sample.git" ../partial
  cd ../partial
  relctl_run diff
  expect 0
  contains "$out" '+version = "1.2.4"'
}

@test "a checkout of another user is refused, and the message names safe.directory" {
  [ "$(id -u)" = 0 ] || skip "only root can give files away"
  sample_repository work
  chown -R 65534:65534 .
  relctl_run bump
  expect 5 ''
  contains "$err" safe.directory
  contains "$err" "$PWD"
  git config --global --add safe.directory "$PWD"
  relctl_run bump
  expect 0 1.2.4
}

@test "a repository whose objects are named by SHA-256 is refused in words" {
  git init -q --object-format=sha256 work && cd work
  sample_files
  git add -A && git commit -qm first
  relctl_run bump
  expect 5 ''
  contains "$err" SHA-256
}

@test "outside a repository, before the first commit, and without relctl.yaml: each says what to do" {
  mkdir empty && cd empty
  relctl_run bump
  expect 5 ''
  contains "$err" 'not in a git repository'
  git init -q .
  relctl_run bump
  expect 3 ''
  contains "$err" 'no commit yet'
  sample_files
  git commit -q --allow-empty -m first
  relctl_run bump
  expect 3 ''
  contains "$err" relctl.yaml
  contains "$err" hint
}

@test "-C and a subdirectory work on the whole repository" {
  sample_repository work
  cd src
  relctl_run current
  expect 0 1.2.3
  cd /
  relctl_run -C "$BATS_TEST_TMPDIR/work/src" bump
  expect 0 1.2.4
  contains "$(cat "$BATS_TEST_TMPDIR/work/pyproject.toml")" '"1.2.4"'
}

@test "settings of this worktree alone count" {
  sample_repository work
  git config extensions.worktreeConfig true
  git config --worktree user.name Grace
  relctl_run bump
  expect 0 1.2.4
  equal "$(git log -1 --format=%an)" Grace
}
