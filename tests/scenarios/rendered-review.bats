#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# Promotions of rendered environments through pull requests, over git daemon and a forge on loopback:
# on the branch that is rendered from, and on a branch of their own.

load rendered.bash
load forge.bash

# Staging is on main, production on the branch env/production; both want requests.
setup() {
  export ACME_TOKEN=canary-token-7 RELCTL_TRUSTED_HOSTS=ACME_TOKEN
  start_forge
  rendered_repository
  server_repository acme/sample
  git remote set-url origin "$git_url/acme/sample.git"
  sed -i -e 's|overlays/staging}|overlays/staging, review: true}|' \
    -e 's|deploy/production, |deploy/production, branch: env/production, review: true, |' relctl.yaml
  printf 'forge: {kind: github, api: "http://127.0.0.1:%s", token_env: ACME_TOKEN}\n' "$port" >>relctl.yaml
  change "build: requests"
  git push -q origin "$(git commit-tree -m start "$(git mktree </dev/null)"):refs/heads/env/production"
  relctl -q bump --push
}

teardown() { leave_hosts; }

remote() { git -C "$servers_root/repos/acme/sample.git" "$@"; }

review_branch() { remote for-each-ref --format='%(refname)' "refs/heads/relctl/promote/$1/"; }

# merged ENVIRONMENT BRANCH: the request's commit, merged as forges do, with the request's branch deleted.
merged() {
  local branch
  branch=$(review_branch "$1")
  git fetch -q origin
  git checkout -q -B target "origin/$2"
  git fetch -q origin "$branch"
  git merge -q --no-ff -m "Merge pull request #1" FETCH_HEAD
  git push -q origin "target:$2" ":$branch"
  git checkout -q main
  git pull -q --ff-only
  git fetch -q origin
}

level() { remote grep -h 'level:' "$1" -- "kubernetes/deploy/$2" | sed 's/.*level: //'; }

@test "a request brings the manifests, tells their objects, and is good when it is merged" {
  before=$(remote rev-parse main)
  relctl_run promote staging --push
  expect 0 "https://forge.example/acme/sample/pull/1"
  equal "$(remote rev-parse main)" "$before"
  contains "$(pull 1 .body)" "+ Deployment staging/sample"
  equal "$(pull 1 .base.ref)" main
  merged staging main
  equal "$(level main staging)" one
  relctl_run guard --range "$before..HEAD"
  expect 0
  relctl_run verify --all staging
  expect 0

  # An edit of the base updates nothing until it is asked for again, and then brings the objects alone.
  base two
  change "fix: base"
  relctl -q generate dev --push
  git pull -q
  before=$(git rev-parse HEAD)
  relctl_run promote staging --push
  expect 0
  contains "$err" "changed Deployment/staging/sample"
  equal "$(review_branch staging)" refs/heads/relctl/promote/staging/_manifests
  merged staging main
  equal "$(level main staging)" two
  relctl_run guard --range "$before..HEAD"
  expect 0
}

@test "a request for an environment on a branch is one to that branch, and writes the path alone" {
  relctl -q promote staging --push
  merged staging main
  relctl_run promote production --push
  expect 0
  equal "$(pull 2 .base.ref)" env/production
  branch=$(review_branch production)
  equal "$(remote ls-tree --name-only "$branch")" kubernetes
  # A second run leaves it alone; a newer state of what comes before updates it.
  tip=$(remote rev-parse "$branch")
  relctl_run promote production --push
  expect 0
  equal "$(remote rev-parse "$branch")" "$tip"
  merged production env/production
  equal "$(level env/production production)" one
  relctl_run guard --range "$(git rev-list --max-parents=0 origin/env/production | tail -1)..origin/env/production"
  expect 0
  relctl_run verify --all production
  expect 0
  relctl_run status production
  expect 0
  contains "$out" 1.0.1
}
