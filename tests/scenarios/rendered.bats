#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# Rendered environments, over git daemon: what is promoted is what runs.

load helper.bash
load servers.bash

# base VALUE: what every environment is built from, with a setting of this value.
base() {
  mkdir -p kubernetes/base
  printf 'resources: [app.yaml]\nconfigMapGenerator:\n  - name: settings\n    literals: [level=%s]\n' "$1" \
    >kubernetes/base/kustomization.yaml
}

setup() {
  isolate
  server_repository sample
  start_git_daemon
  git init -q work
  cd work
  git remote add origin "$git_url/sample.git"
  cat >relctl.yaml <<'YAML'
format: 1
services: {sample: {paths: [src], version_files: [VERSION], images: [ghcr.io/acme/sample]}}
environments:
  - {name: dev, path: kubernetes/deploy/dev, render: kubernetes/overlays/dev}
  - {name: staging, path: kubernetes/deploy/staging, render: kubernetes/overlays/staging}
  - {name: production, path: kubernetes/deploy/production, render: kubernetes/overlays/production}
generated: [kubernetes/deploy]
YAML
  base one
  cat >kubernetes/base/app.yaml <<'YAML'
apiVersion: apps/v1
kind: Deployment
metadata: {name: sample}
spec:
  template:
    spec:
      containers:
        - name: sample
          image: ghcr.io/acme/sample
          envFrom: [{configMapRef: {name: settings}}]
YAML
  local name
  for name in dev staging production; do
    mkdir -p "kubernetes/overlays/$name"
    printf 'resources: [../../base]\nnamespace: %s\n' "$name" >"kubernetes/overlays/$name/kustomization.yaml"
  done
  mkdir src
  echo 1 >src/main.c
  echo 1.0.0 >VERSION
  git add -A
  git commit -q -m "feat: first"
  git push -q -u origin main
}

teardown() { stop_servers; }

# change MESSAGE: everything as a commit on the remote.
change() {
  git add -A
  git commit -q -m "$1"
  git push -q origin main
}

# released: 1.0.1 runs in all environments.
released() {
  relctl -q bump --push
  relctl -q promote staging --push
  relctl -q promote production --push
}

# runs ENVIRONMENT: the level that it has on the remote.
runs() {
  git -C "$servers_root/repos/sample.git" grep -h 'level:' main -- "kubernetes/deploy/$1" | sed 's/.*level: //'
}

revision_of() { sed -n 's|.*relctl.dev/revision: ||p' "kubernetes/deploy/$1/kustomization.yaml"; }

commits() { git -C "$servers_root/repos/sample.git" rev-list --count main; }

@test "a release renders dev from its own tree, with the release's image, and leaves the others" {
  local source
  source=$(git rev-parse HEAD)
  relctl -q bump --push
  grep -q 'image: ghcr.io/acme/sample:1.0.1' kubernetes/deploy/dev/dev_deployment.apps_sample.yaml
  grep -q 'newTag: 1.0.1' kubernetes/deploy/dev/kustomization.yaml
  equal "$(revision_of dev)" "$source"
  [ ! -e kubernetes/deploy/staging ]
  relctl generate --check dev
}

@test "a path builds to what its overlay builds to with the images set" {
  command -v kubectl >/dev/null || { echo "# SKIPPED: there is no kubectl to build with" >&3; skip "no kubectl"; }
  released
  local name
  for name in dev staging production; do
    (cd "kubernetes/overlays/$name" && printf 'images: [{name: ghcr.io/acme/sample, newTag: 1.0.1}]\n' >>kustomization.yaml)
    equal "$(kubectl kustomize "kubernetes/deploy/$name")" "$(kubectl kustomize "kubernetes/overlays/$name")"
  done
}

@test "an edit of the base reaches dev by generate, and the others by promotions alone" {
  released
  base two
  change "fix: base"
  equal "$(runs dev) $(runs staging) $(runs production)" "one one one"
  relctl_run promote staging production --push
  expect 0
  equal "$(runs staging) $(runs production)" "one one"
  relctl -q generate dev --push
  equal "$(runs dev) $(runs staging) $(runs production)" "two one one"
  relctl -q promote production --push
  equal "$(runs production)" one
  relctl_run promote staging --push
  expect 0
  contains "$err" "changed Deployment/staging/sample"
  equal "$(runs staging) $(runs production)" "two one"
  relctl -q promote production --push
  equal "$(runs production)" two
}

@test "generate renders what the tip says, once, and never moves an image" {
  released
  local before
  before=$(commits)
  relctl_run generate dev --push
  expect 0
  equal "$(commits)" "$before"
  echo '# a comment changes no object' >>kubernetes/base/kustomization.yaml
  change "docs: comment"
  relctl_run generate --push
  expect 0
  equal "$(commits)" "$((before + 1))"
  base two
  change "fix: base"
  relctl_run generate --push
  expect 0
  equal "$(runs dev) $(runs staging)" "two one"
  grep -q 'newTag: 1.0.1' kubernetes/deploy/dev/kustomization.yaml
}

@test "generate of a held environment changes nothing, and is no failure" {
  released
  relctl -q hold dev --reason freeze --push
  base two
  change "fix: base"
  relctl_run generate dev --push
  expect 0
  contains "$err" "stays as it is"
  equal "$(runs dev)" one
}

@test "an edit of production's overlay alone is promoted though nothing before it changed" {
  released
  printf 'namePrefix: big-\n' >>kubernetes/overlays/production/kustomization.yaml
  change "feat: prefix"
  relctl -q promote staging --push
  relctl_run promote production --push
  expect 0
  grep -q 'name: big-sample' kubernetes/deploy/production/production_deployment.apps_big-sample.yaml
  [ ! -e kubernetes/deploy/production/production_deployment.apps_sample.yaml ]
}

@test "the preview is the patch that the promotion makes" {
  released
  base two
  change "fix: base"
  relctl -q generate dev --push
  relctl diff promote staging >"$BATS_TEST_TMPDIR/patch"
  git apply "$BATS_TEST_TMPDIR/patch"
  git add -A
  local tree
  tree=$(git write-tree)
  git reset -q --hard
  relctl -q promote staging --push
  equal "$(git rev-parse 'HEAD^{tree}')" "$tree"
}

@test "files of people in the path are listed and stay, unless keep names them" {
  mkdir -p kubernetes/deploy/dev
  echo hello >kubernetes/deploy/dev/README.md
  change "docs: hello"
  relctl_run generate dev --push
  expect 4
  contains "$err" README.md
  sed -i 's|render: kubernetes/overlays/dev|render: {path: kubernetes/overlays/dev, keep: [README.md]}|' relctl.yaml
  change "build: keep"
  relctl -q generate dev --push
  [ -e kubernetes/deploy/dev/README.md ]
  [ -e kubernetes/deploy/dev/kustomization.yaml ]
}

@test "what a source generated is rendered without a question, with the images it had" {
  sed -i 's|render: kubernetes/overlays/dev|source: kubernetes/overlays/dev|' relctl.yaml
  change "build: source"
  relctl -q bump --push
  sed -i 's|source: kubernetes/overlays/dev|render: kubernetes/overlays/dev|' relctl.yaml
  change "build: render"
  relctl -q generate dev --push
  grep -q 'image: ghcr.io/acme/sample:1.0.1' kubernetes/deploy/dev/dev_deployment.apps_sample.yaml
}

@test "a Secret in plain sight is refused, and let in by the configuration alone" {
  printf 'secretGenerator:\n  - name: login\n    literals: [password=hunter2]\n' >>kubernetes/base/kustomization.yaml
  change "feat: login"
  relctl_run generate dev
  expect 3
  contains "$err" "in plain sight"
  lacks "$err" hunter2
  sed -i 's|render: kubernetes/overlays/dev|render: {path: kubernetes/overlays/dev, secrets: true}|' relctl.yaml
  change "build: secrets"
  relctl -q generate dev --push
}

@test "an input that is not committed is not rendered" {
  released
  printf 'resources: [app.yaml, more.yaml]\n' >kubernetes/base/kustomization.yaml
  git add -A
  git commit -q -m "feat: more"
  printf 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: more}\n' >kubernetes/base/more.yaml
  relctl_run generate dev
  expect 3
  contains "$err" more.yaml
}

@test "an object with data goes away only where its name is said" {
  printf 'apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: disk}\nspec: {}\n' >kubernetes/base/disk.yaml
  sed -i 's/app.yaml/app.yaml, disk.yaml/' kubernetes/base/kustomization.yaml
  change "feat: disk"
  released
  base one
  change "feat: no disk"
  relctl_run generate dev --push
  expect 4
  contains "$err" "--remove PersistentVolumeClaim/dev/disk"
  relctl -q generate dev --remove PersistentVolumeClaim/disk --push
  relctl_run promote staging --push
  expect 4
  relctl -q promote staging --remove PersistentVolumeClaim/staging/disk --push
  [ ! -e kubernetes/deploy/staging/staging_persistent-volume-claim_disk.yaml ]
}

@test "a service held in production keeps its manifests too" {
  released
  relctl -q hold production --reason freeze --push
  base two
  change "fix: base"
  relctl -q generate dev --push
  relctl -q promote staging --push
  relctl_run promote production --push
  expect 0
  contains "$err" "The manifests of kubernetes/deploy/production stay"
  equal "$(runs production)" one
}
