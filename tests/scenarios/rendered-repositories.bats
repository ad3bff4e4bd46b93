#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# Rendered environments in another repository, over git daemon: rendered from this one, judged there
# with its help.

load rendered.bash

# Production lives in a repository that holds nothing but what runs, and has no relctl.yaml.
setup() {
  rendered_repository
  server_repository deploy
  sed -i 's|render: kubernetes/overlays/production}|repository: '"$git_url"'/deploy.git, render: {path: kubernetes/overlays/production, from: here}}|' relctl.yaml
  change "build: production lives elsewhere"
  git push -q "$git_url/deploy.git" "$(git commit-tree -m start "$(git mktree </dev/null)"):refs/heads/main"
}

teardown() { stop_servers; }

deploy() { git -C "$servers_root/repos/deploy.git" "$@"; }

level() { deploy grep -h 'level:' main -- kubernetes/deploy/production | sed 's/.*level: //'; }

# elsewhere: a clone of the deployments, entered.
elsewhere() {
  git clone -q "$git_url/deploy.git" "$BATS_TEST_TMPDIR/deploy"
  cd "$BATS_TEST_TMPDIR/deploy"
}

@test "a promotion writes the path alone into the other repository, and the next edit waits for one" {
  released
  equal "$(level)" one
  equal "$(deploy ls-tree --name-only main)" kubernetes
  equal "$(deploy rev-list --count main)" 2
  base two
  change "fix: base"
  relctl -q generate dev --push
  relctl -q promote staging --push
  equal "$(level)" one
  relctl_run status --fetch
  contains "$out$err" "production: manifests wait: 3 objects, 1 commit"
  relctl_run diff promote production --fetch
  expect 0
  contains "$out" "level: two"
  relctl_run promote production --push
  expect 0
  contains "$err" "changed Deployment/production/sample"
  equal "$(level)" two
  relctl_run history production --fetch
  equal "$(grep -c 1.0.1 <<<"$out")" 2
}

@test "a rollback and a hold work in the other repository" {
  released
  base two
  change "fix: base"
  relctl -q generate dev --push
  relctl -q promote staging --push
  local first
  first=$(deploy rev-parse main:kubernetes)
  relctl -q promote production --push
  relctl_run rollback production --all --push
  expect 0 1.0.1
  equal "$(deploy rev-parse main:kubernetes)" "$first"
  relctl -q promote production --push || true
  equal "$(level)" one
  relctl -q unhold production --push
  relctl -q promote production --push
  equal "$(level)" two
}

@test "the deployments are judged by the source, a clone or an address, and not without it" {
  released
  base two
  change "fix: base"
  relctl -q generate dev --push
  relctl -q promote staging --push
  relctl -q promote production --push
  relctl -q rollback production --all --push
  local source=$PWD
  elsewhere
  local root
  root=$(git rev-list --max-parents=0 HEAD)
  relctl_run guard --range "$root..HEAD" --source "$source"
  expect 0 ""
  relctl_run guard --range "$root..HEAD" --source "$git_url/sample.git"
  expect 0 ""
  relctl_run verify "$root..HEAD" --source "$git_url/sample.git"
  expect 0
  # With a relctl.yaml of its own that knows of no render, the source is missing.
  printf 'format: 1\nservices: {sample: {images: [ghcr.io/acme/sample]}}\nenvironments: [{name: production, path: kubernetes/deploy/production}]\ngenerated: [kubernetes/deploy]\n' >relctl.yaml
  git add -A
  git commit -qm "build: relctl.yaml"
  sed -i 's/level: one/level: two/' kubernetes/deploy/production/production_config-map_*
  git commit -qam "by hand"
  relctl_run guard --range HEAD~1..HEAD
  expect 5
  contains "$err" "--source"
  relctl_run guard --range HEAD~1..HEAD --source "$source"
  expect 1
  contains "$out" "not what kubernetes/overlays/production renders to"
}

@test "what no environment before vouched for is refused in the deployments" {
  released
  local source=$PWD path=kubernetes/deploy/production
  # Rendered by the rules from main's tip, which dev and staging do not run yet.
  base two
  change "fix: base"
  git checkout -q -B forged
  sed -i -e 's|repository: [^,]*, ||' -e 's|, from: here||' -e 's|path: kubernetes/deploy/production, |path: kubernetes/deploy/production, after: [], |' relctl.yaml
  git fetch -q "$git_url/deploy.git" main
  git read-tree --prefix=$path/ -u "FETCH_HEAD:$path"
  git add -A
  git commit -qm "config"
  relctl -q generate production
  local rendered
  rendered=$(git rev-parse "HEAD:$path")
  elsewhere
  git fetch -q "$source" "$rendered" 2>/dev/null || git -C "$source" archive "$rendered" >"$BATS_TEST_TMPDIR/rendered.tar"
  rm -r $path
  mkdir -p $path
  git -C "$source" archive "$rendered" | tar -x -C $path
  sed -i "s/\(revision: \).*/\1$(git -C "$source" rev-parse main)/" $path/kustomization.yaml
  git add -A
  git commit -qm "too early"
  relctl_run guard --range HEAD~1..HEAD --source "$source"
  expect 1
  contains "$out" "no environment before production had vouched"
}
