#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# What guard and verify say of rendered environments: no edit runs that was not promoted.

load rendered.bash

setup() { rendered_repository; }

teardown() { stop_servers; }

# honest: the operations so far are good.
honest() {
  relctl_run guard --range base..HEAD
  expect 0 ""
  relctl_run verify base..HEAD
  expect 0
}

# refused TEXT: guard finds something in base..HEAD, and says TEXT.
refused() {
  relctl_run guard --range base..HEAD
  expect 1 && contains "$out" "$1"
}

@test "releases, generations, promotions and rollbacks are good, to guard and to verify" {
  git tag base
  released
  base two
  change "fix: base"
  relctl -q generate dev --push
  relctl -q promote staging production --push
  relctl -q promote production --push
  echo 2 >src/main.c
  change "fix: more"
  released
  relctl -q rollback production --all --push
  relctl -q unhold production --push
  relctl -q promote production --push
  honest
}

@test "edits of the base and of overlays change nothing that runs in production, and are no findings" {
  released
  local before overlay=kubernetes/overlays/production/kustomization.yaml number=0
  before=$(kubectl_or_tree)
  git tag base
  edit() { # COMMAND...: one edit, alone on top of the base
    git checkout -q -B try base
    "$@"
    git add -A
    git commit -q -m "edit $((number += 1))"
    equal "$(kubectl_or_tree)" "$before"
    relctl_run guard --range base..HEAD
    expect 0
  }
  # shellcheck disable=SC2317 # called by the function above
  append() { printf '%b' "$2" >>"$1"; }
  edit sed -i 's#image: ghcr.io/acme/sample#image: evil.example/x:1#' kubernetes/base/app.yaml
  edit sed -i 's#image: ghcr.io/acme/sample#image: ghcr.io/acme/sample:9.9.9#' kubernetes/base/app.yaml
  edit append $overlay 'images: [{name: ghcr.io/acme/sample, newName: evil.example/x, newTag: "9"}]\n'
  edit append $overlay 'images: [{name: ghcr.io/acme/sample, newTag: "9.9.9"}]\n'
  edit append $overlay 'patches: [{target: {kind: Deployment}, patch: "[{op: replace, path: /spec/template/spec/containers/0/image, value: \\"evil.example/x:1\\"}]"}]\n'
  edit append $overlay 'patches: [{target: {kind: Deployment}, patch: "[{op: add, path: /spec/template/spec/initContainers, value: [{name: i, image: \\"evil.example/x:1\\"}]}]"}]\n'
  edit append $overlay 'transformers: ["{apiVersion: builtin, kind: ImageTagTransformer, metadata: {name: t}, imageTag: {name: ghcr.io/acme/sample, newName: evil.example/x}}"]\n'
}

# kubectl_or_tree: what production is built to, or where nothing builds it, its files.
kubectl_or_tree() {
  if command -v kubectl >/dev/null; then
    kubectl kustomize kubernetes/deploy/production
  else
    cat kubernetes/deploy/production/*
  fi
}

@test "one commit that edits the base and renders production beside it is refused" {
  released
  git tag base
  base two
  git add -A
  git commit -q -m "fix: base"
  relctl -q generate dev
  relctl -q promote staging
  relctl -q promote production
  git reset -q --soft base
  git commit -q -m "fix: all at once"
  refused "kubernetes/deploy/production/kustomization.yaml"
}

@test "manifests that no environment before vouches for are refused, whatever the trailers say" {
  released
  git tag base
  base two
  git add -A
  git commit -q -m "fix: base"
  # The same path rendered for production as if it were a first environment.
  sed -i 's|path: kubernetes/deploy/production, render: kubernetes/overlays/production|path: kubernetes/deploy/production, render: kubernetes/overlays/production, after: []|' relctl.yaml
  git commit -qam "config"
  relctl -q generate production
  git checkout -q base -- relctl.yaml
  git commit -q --amend --no-edit -a
  relctl_run guard --allow-config --range base..HEAD
  expect 1
  contains "$out" "no environment before production had vouched"
}

@test "hand edits of a rendered path are found, in every file and form" {
  released
  git tag base
  local path=kubernetes/deploy/production
  bad() { # TEXT COMMAND...
    local text="$1"
    shift
    git checkout -q -B try base
    "$@"
    git add -A
    git commit -q -m "by hand"
    refused "$text"
  }
  # shellcheck disable=SC2317 # called by the function above
  append() { printf '%b' "$2" >>"$1"; }
  bad "not what kubernetes/overlays/production renders to" sed -i 's/level: one/level: two/' $path/production_config-map_*
  bad "production_deployment" sed -i 's/sample:1.0.1/sample:6.6.6/' $path/production_deployment.apps_sample.yaml
  bad "no such object" append $path/extra.yaml 'kind: ConfigMap\n'
  bad "it is missing" git rm -q $path/production_deployment.apps_sample.yaml
  bad "says more" append $path/kustomization.yaml 'namePrefix: evil-\n'
  bad "says more" append $path/kustomization.yaml '# note\n'
  bad "deleted by hand" git rm -rq $path
  bad "no plain file" ln -sf ../dev/kustomization.yaml $path/kustomization.yaml
  bad "no plain file" chmod +x $path/kustomization.yaml
  bad "names as inputs" sed -i 's/inputs: sha256:.../inputs: sha256:000/' $path/kustomization.yaml
  bad "6.6.6" sed -i 's/1.0.1/6.6.6/' $path/kustomization.yaml $path/production_deployment.apps_sample.yaml
}

@test "squashed, rebased and merged promotions are good" {
  released
  base two
  change "fix: base"
  relctl -q generate dev --push
  git tag base
  relctl -q promote staging
  git reset -q --soft base
  git commit -q -m "squashed"
  honest_guard() { relctl_run guard --range base..HEAD && expect 0 ""; }
  honest_guard
  git checkout -q -b side
  relctl -q promote production --branch side
  git checkout -q main
  git commit -q --allow-empty -m "goes on"
  git merge -q --no-ff -m merged side
  honest_guard
  git reset -q --hard HEAD~1
  git cherry-pick side >/dev/null
  honest_guard
}

@test "a squashed request that brings a base and dev's render of it is good" {
  released
  git tag base
  git checkout -q -b topic
  base two
  git commit -qam "fix: base"
  relctl -q generate dev --branch topic
  git checkout -q main
  git merge -q --squash topic >/dev/null
  git commit -q -m "fix: base (#1)"
  git branch -q -D topic
  git reflog expire --expire=now --all
  git gc -q --prune=now
  relctl_run guard --range base..HEAD
  expect 0 ""
  git push -q origin main
  relctl -q promote staging --push
  relctl -q promote production --push
  relctl_run guard --range base..HEAD
  expect 0 ""
  equal "$(runs production)" two
}
