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

# tags_alone: a served repository whose service is versioned by its tags alone: v1.4.0, and a fix.
tags_alone() {
  start_git_daemon
  git init -q tagged && cd tagged
  printf 'format: 1\nservices: {svc: {}}\n' >relctl.yaml
  git add . && git commit -qm 'feat: a' && git tag v1.4.0
  echo b >b && git add . && git commit -qm 'fix: b'
  git push -q "$git_url/sample.git" main v1.4.0
  cd ..
}

@test "a clone without the history or the tags that tell the version is exit 5, and names what brings them" {
  tags_alone
  local options command
  for options in '--depth 1 --no-tags' '--depth 1' '--no-tags'; do
    rm -rf clone
    # shellcheck disable=SC2086 # the words are arguments
    git clone -q $options "$git_url/sample.git" clone
    for command in current 'next patch' 'next auto' 'diff bump patch' 'bump patch' 'bump 2.0.0'; do
      # shellcheck disable=SC2086
      relctl_run -C clone $command
      expect 5 ''
      contains "$err" 'no release of svc is in it'
      contains "$err" '--tags'
    done
    equal "$(git -C clone tag)" ''
    equal "$(git -C clone status --porcelain)" ''
    if [[ "$options" == *depth* ]]; then git -C clone fetch -q --unshallow --tags; else git -C clone fetch -q --tags; fi
    relctl_run -C clone next patch
    expect 0 1.4.1
  done
}

@test "a push from a shallow clone without tags still releases the right version" {
  tags_alone
  git clone -q --depth 1 --no-tags "$git_url/sample.git" clone
  relctl_run -C clone bump --push
  expect 0 1.4.1
}

@test "settings that git includes by the URL of a remote count, for the author and for signatures" {
  command -v ssh-keygen >/dev/null || skip 'ssh-keygen is missing: signing is not tested'
  [ "$(printf '%s\n' 2.36 "$(git version | grep -o '[0-9]*\.[0-9]*' | head -n 1)" | sort -V | head -n 1)" = 2.36 ] ||
    skip 'git is older than 2.36, which has no hasconfig'
  start_git_daemon
  sample_on_server "$git_url"
  ssh-keygen -q -t ed25519 -N '' -f "$HOME/key"
  git config --global 'includeIf.hasconfig:remote.*.url:**/sample.git.path' "$HOME/work"
  printf '[user]\n\temail = ada@work.example\n\tsigningKey = %s\n' "$HOME/key.pub" >"$HOME/work"
  printf '[gpg]\n\tformat = ssh\n[commit]\n\tgpgSign\n[tag]\n\tgpgSign = true\n' >>"$HOME/work"
  echo x >>src/app.py && git commit -q --no-gpg-sign -am 'fix: x' && git push -q
  relctl_run bump --push
  expect 0
  equal "$(git log -1 --format='%ae %ce')" 'ada@work.example ada@work.example'
  contains "$(git cat-file -p HEAD)" 'BEGIN SSH SIGNATURE'
  contains "$(git cat-file -p "v$out")" 'BEGIN SSH SIGNATURE'
  contains "$(git cat-file -p "v$out")" 'tagger Ada <ada@work.example>'
}

@test "author and committer are who git says: variables, their own settings, the user's" {
  sample_repository work
  git config committer.name Bot && git config committer.email bot@example.org
  change
  relctl_run bump
  expect 0
  equal "$(git log -1 --format='%an <%ae>, %cn <%ce>')" 'Ada <ada@example.org>, Bot <bot@example.org>'
  contains "$(git cat-file -p "v$out")" 'tagger Bot <bot@example.org>'
  change
  GIT_COMMITTER_NAME=Eve GIT_COMMITTER_EMAIL=eve@example.org GIT_AUTHOR_EMAIL=a@example.org relctl_run bump
  expect 0
  equal "$(git log -1 --format='%an <%ae>, %cn <%ce>')" 'Ada <a@example.org>, Eve <eve@example.org>'
}

@test "a release that others overtook before it was published is computed anew, or gives way" {
  local level
  start_git_daemon
  sample_on_server "$git_url"
  for level in patch minor major; do
    echo "$level" >>src/app.py && git commit -qam 'feat: x' && git push -q
    rm -rf "$BATS_TEST_TMPDIR/other"
    git clone -q "$git_url/sample.git" "$BATS_TEST_TMPDIR/other"
    relctl_run bump minor
    expect 0
    if [ "$level" = major ]; then
      (cd "$BATS_TEST_TMPDIR/other" && echo o >>src/app.py && git commit -qam 'fix: o' && git push -q)
    fi
    relctl_run -C "$BATS_TEST_TMPDIR/other" bump "$level" --push
    expect 0
    relctl_run bump minor --push
    expect 0
    [ -z "$out" ] || git -C "$bare" rev-parse -q --verify "refs/tags/v$out"
    equal "$(git rev-parse main)" "$(git -C "$bare" rev-parse main)"
    equal "$(git status --porcelain)" ''
    local tag
    for tag in $(git tag); do
      equal "$(git rev-parse "refs/tags/$tag")" "$(git -C "$bare" rev-parse "refs/tags/$tag")"
    done
    git fetch -q --tags
  done
}

@test "a local bump is bound to the branches that may release, as a push is" {
  start_git_daemon
  sample_on_server "$git_url"
  git remote set-head origin main
  git checkout -q -b topic
  change
  relctl_run bump
  expect 4 ''
  contains "$err" 'branch topic may not release'
  relctl_run next
  expect 0 1.2.4
  sed -i '/^format/a release: {branches: [main, topic]}' relctl.yaml && git commit -qam 'ci: topic'
  relctl_run bump
  expect 0 1.2.4
}
