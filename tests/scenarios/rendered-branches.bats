#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# Rendered environments on branches of their own, over git daemon: they are rendered from the branch
# that releases are made from, and their own branches hold nothing else.

load rendered.bash

# Staging lives on a branch that begins as a copy of main, production on an empty one.
setup() {
  rendered_repository
  sed -i -e 's|deploy/staging, |deploy/staging, branch: env/staging, |' \
    -e 's|deploy/production, |deploy/production, branch: env/production, |' relctl.yaml
  git push -q origin main:refs/heads/env/staging
  change "build: branches"
  git push -q origin "$(git commit-tree -m start "$(git mktree </dev/null)"):refs/heads/env/production"
}

teardown() { stop_servers; }

remote() { git -C "$servers_root/repos/sample.git" "$@"; }

# level ENVIRONMENT: what it runs on its own branch of the remote.
level() { remote grep -h 'level:' "env/$1" -- "kubernetes/deploy/$1" | sed 's/.*level: //'; }

tag_of() { remote show "env/$1:kubernetes/deploy/$1/kustomization.yaml" | sed -n 's/.*newTag: //p'; }

@test "a promotion is an ordinary commit that writes the path alone" {
  released
  equal "$(tag_of staging) $(tag_of production) $(level production)" "1.0.1 1.0.1 one"
  equal "$(remote rev-list --no-walk --parents env/production | wc -w)" 2
  equal "$(remote ls-tree --name-only env/production)" kubernetes
  equal "$(remote ls-tree --name-only env/production:kubernetes)" deploy
  equal "$(remote ls-tree -r --name-only env/staging | grep -c main.c)" 1
  [ ! -e kubernetes/deploy/staging ]
  equal "$(remote show env/production:kubernetes/deploy/production/kustomization.yaml | sed -n 's|.*relctl.dev/revision: ||p')" \
    "$(git rev-parse HEAD)"
}

@test "an edit of the base goes from branch to branch by promotions alone" {
  released
  base two
  change "fix: base"
  relctl -q promote staging production --push
  equal "$(level staging) $(level production)" "one one"
  relctl -q generate dev --push
  relctl -q promote production --push
  equal "$(level staging) $(level production)" "one one"
  relctl_run promote staging --push
  expect 0
  contains "$err" "changed Deployment/staging/sample"
  equal "$(level staging) $(level production)" "two one"
  relctl_run status production
  contains "$out$err" "production: manifests wait: 3 objects, 1 commit"
  relctl -q promote production --push
  equal "$(level production)" two
  relctl_run history production
  equal "$(grep -c 1.0.1 <<<"$out")" 2
}

@test "the preview is the patch that the promotion makes, and a dry run changes nothing" {
  released
  base two
  change "fix: base"
  relctl -q generate dev --push
  local before
  before=$(remote rev-parse env/staging)
  relctl -q promote staging --push -n
  equal "$(remote rev-parse env/staging)" "$before"
  git fetch -q
  relctl diff promote staging >"$BATS_TEST_TMPDIR/patch"
  relctl -q promote staging --push
  git fetch -q
  git diff origin/env/staging~1 origin/env/staging >"$BATS_TEST_TMPDIR/made"
  git checkout -q --detach origin/env/staging~1
  git apply --index "$BATS_TEST_TMPDIR/patch"
  equal "$(git write-tree)" "$(git rev-parse 'origin/env/staging^{tree}')"
}

@test "the first environment is rendered to its branch from main, by a release and by generate" {
  sed -i 's|deploy/dev, |deploy/dev, branch: env/dev, |' relctl.yaml
  git push -q origin HEAD:refs/heads/env/dev
  change "build: dev has a branch"
  relctl -q bump --push
  equal "$(tag_of dev) $(level dev)" "1.0.1 one"
  base two
  change "fix: base"
  relctl_run generate dev --push
  expect 0
  equal "$(tag_of dev) $(level dev)" "1.0.1 two"
  git fetch -q origin '+refs/heads/env/*:refs/heads/env/*'
  relctl generate dev --check
  base three
  git commit -qam "fix: base again"
  relctl_run generate dev --check
  expect 1
  contains "$out" kubernetes/deploy/dev/kustomization.yaml
  relctl -q promote staging --push
  equal "$(level staging)" two
}

@test "on a branch of rendered environments nothing is rendered from its own files" {
  released
  git fetch -q
  git remote set-head origin --auto >/dev/null
  git checkout -q -b env/staging origin/env/staging
  git merge -q --no-edit main
  base evil
  git commit -qam "base on the wrong branch"
  relctl_run generate
  equal "$(git log -1 --format=%s)" "base on the wrong branch"
}

@test "a rollback brings back what the branch had, and a hold keeps it" {
  released
  base two
  change "fix: base"
  relctl -q generate dev --push
  relctl -q promote staging --push
  local first
  first=$(remote rev-parse env/production:kubernetes)
  relctl -q promote production --push
  relctl_run rollback production --all --push
  expect 0 1.0.1
  equal "$(remote rev-parse env/production:kubernetes)" "$first"
  relctl_run promote production --push
  equal "$(level production)" one
  relctl -q unhold production --push
  relctl -q promote production --push
  equal "$(level production)" two
  relctl -q rollback production --manifests --service sample --push
  equal "$(level production)" one
}

# honest BRANCH: what is on it after base/BRANCH is good.
honest() {
  git fetch -q
  relctl_run guard --range "base..origin/env/$1"
  expect 0 ""
  relctl_run verify --all "$1"
  expect 0
}

@test "releases, promotions, rollbacks and holds on branches are good, to guard and to verify" {
  git tag base
  released
  base two
  change "fix: base"
  relctl -q generate dev --push
  relctl -q promote staging --push
  relctl -q promote production --push
  relctl -q rollback production --all --push
  relctl -q unhold production --push
  relctl -q promote production --push
  honest staging
  honest production
  relctl_run guard --range base..origin/main
  expect 0 ""
  # As a server sees the pushes.
  local ref
  for ref in main env/staging env/production; do
    printf '%s %s refs/heads/%s\n' "$(git rev-parse "origin/$ref~1")" "$(git rev-parse "origin/$ref")" "$ref"
  done >"$BATS_TEST_TMPDIR/pushed"
  equal "$(relctl -C "$servers_root/repos/sample.git" guard --pre-receive <"$BATS_TEST_TMPDIR/pushed")" ""
}

# refused BRANCH TEXT: guard finds something in what HEAD adds to it, as a range and as a push.
refused() {
  relctl_run guard --range "origin/$1..HEAD"
  expect 1
  contains "$out" "$2"
  git push -q origin HEAD:refs/heads/try
  run relctl -C "$servers_root/repos/sample.git" guard --pre-receive \
    <<<"$(git rev-parse "origin/$1") $(git rev-parse HEAD) refs/heads/$1"
  [ "$status" -eq 1 ]
  contains "$output" "$2"
  git push -q origin :refs/heads/try
}

@test "what nobody vouched for is refused on a branch, wherever it was rendered from" {
  released
  git fetch -q
  local path=kubernetes/deploy/production
  git checkout -q --detach origin/env/production
  sed -i 's/level: one/level: two/' $path/production_config-map_*
  git commit -qam "by hand"
  refused env/production "not what kubernetes/overlays/production renders to"
  # Rendered by the rules, but from a base that only this branch has.
  git checkout -q -B forged main
  base evil
  sed -i 's|deploy/production, branch: env/production, |deploy/production, after: [], |' relctl.yaml
  git commit -qam "base"
  relctl -q generate production
  local rendered
  rendered=$(git rev-parse "HEAD:$path")
  git checkout -q --detach origin/env/production
  git rm -rq $path
  git read-tree --prefix=$path/ -u "$rendered"
  git commit -qm "rendered elsewhere"
  refused env/production "names as inputs"
  # Rendered from main, past dev and staging.
  git checkout -q main
  base two
  change "fix: base"
  sed -i 's|deploy/production, branch: env/production, |deploy/production, after: [], |' relctl.yaml
  git checkout -q -B forged
  git commit -qam "config"
  relctl -q generate production
  rendered=$(git rev-parse "HEAD:$path")
  git checkout -q --detach origin/env/production
  git rm -rq $path
  git read-tree --prefix=$path/ -u "$rendered"
  sed -i "s/\(revision: \).*/\1$(git rev-parse main)/" $path/kustomization.yaml
  git add -A
  git commit -qm "too early"
  git fetch -q
  relctl_run guard --range origin/env/production..HEAD
  expect 1
}

@test "a clone that lacks the branch that is rendered from says so" {
  released
  git clone -q --single-branch --branch env/production "$git_url/sample.git" "$BATS_TEST_TMPDIR/alone" 2>/dev/null
  cd "$BATS_TEST_TMPDIR/alone"
  relctl_run guard --range HEAD~1..HEAD
  contains "$out$err" "relctl.yaml"
}
