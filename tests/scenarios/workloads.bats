# SPDX-License-Identifier: MIT
# What is said to be deployed is what a build of the path gives to its workloads.
bats_require_minimum_version 1.5.0
load helper.bash

setup() {
  isolate
  git init -q work && cd work
}

# file PATH: stdin is its content.
file() {
  mkdir -p "$(dirname "$1")"
  cat >"$1"
}

# config IMAGES: relctl.yaml with two environments, and the service's list of images.
config() {
  file relctl.yaml <<YAML
format: 1
services:
  web: {images: $1}
environments:
  - {name: dev, path: k/dev}
  - {name: prod, path: k/prod}
YAML
}

# workload FILE IMAGE
workload() {
  file "$1" <<YAML
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec: {template: {spec: {containers: [{name: web, image: "$2"}]}}}
YAML
}

# both: stdin is the kustomization of dev and of prod.
both() {
  file k/dev/kustomization.yaml
  mkdir -p k/prod && cp k/dev/kustomization.yaml k/prod/
}

# released: the commit of 1.0.0, and a change behind it.
released() {
  git add -A && git commit -qm 'feat: all' && git tag v1.0.0
  echo more >source && git add -A && git commit -qm 'feat: more'
}

# image_in PATH
image_in() { relctl render "$1" | sed -n 's/.*image: //p'; }

@test "a tag that stands in the base alone is read, released, promoted and rolled back" {
  config '[registry.example/web]'
  workload base/web.yaml registry.example/web:1.0.0
  echo 'resources: [web.yaml]' >base/kustomization.yaml
  both <<<'resources: [../../base]'
  released
  relctl_run status
  expect 0
  [ "$(grep -c '1\.0\.0' <<<"$out")" -eq 2 ]
  relctl_run promote prod
  expect 0
  contains "$err" 'runs 1.0.0 already'
  relctl_run bump minor
  expect 0 1.1.0
  equal "$(image_in k/dev)" registry.example/web:1.1.0
  equal "$(image_in k/prod)" registry.example/web:1.0.0
  relctl_run promote prod
  expect 0
  equal "$(image_in k/prod)" registry.example/web:1.1.0
  relctl_run rollback prod --all
  expect 0
  equal "$(image_in k/prod)" registry.example/web:1.0.0
}

@test "status tells what is rendered, and what is written beside it is refused" {
  config '[registry.example/web]'
  workload k/dev/web.yaml registry.example/web:0.0.0
  mkdir -p k/prod && cp k/dev/web.yaml k/prod/
  both <<'YAML'
resources: [web.yaml]
configMapGenerator:
  - {name: versions, literals: [WEB=1.0.0]}
replacements:
  - source: {kind: ConfigMap, name: versions, fieldPath: data.WEB}
    targets:
      - select: {kind: Deployment}
        fieldPaths: ["spec.template.spec.containers.[name=web].image"]
        options: {delimiter: ":", index: 1}
YAML
  released
  relctl_run status
  expect 0
  contains "$out" 1.0.0
  lacks "$out" 0.0.0
  relctl_run bump minor
  expect 3
  contains "$err" 'Deployment web in dev would get the image registry.example/web:1.0.0'
  contains "$err" replacements
  relctl_run config check
  expect 3
  [ -z "$(git status --porcelain)" ]
}

@test "all kinds in plain manifests move, and a custom kind in a base is named" {
  config '[registry.example/web]'
  workload k/dev/all.yaml registry.example/web:1.0.0
  file more <<'YAML'
---
apiVersion: argoproj.io/v1alpha1
kind: CronWorkflow
metadata: {name: nightly}
spec: {workflowSpec: {templates: [{name: x, container: {image: "registry.example/web:1.0.0"}}]}}
---
apiVersion: v1
kind: Pod
metadata: {name: model}
spec: {volumes: [{name: model, image: {reference: "registry.example/web:1.0.0"}}]}
YAML
  cat more >>k/dev/all.yaml && mkdir -p k/prod && cp k/dev/all.yaml k/prod/
  released
  relctl_run bump minor
  expect 0 1.1.0
  equal "$(grep -c web:1.1.0 k/dev/all.yaml)" 3
  relctl_run guard --range HEAD~1..HEAD
  expect 0
  relctl_run status dev
  contains "$out" 'CronWorkflow nightly: registry.example/web:1.1.0'

  mkdir base && git mv k/dev/all.yaml base/ && echo 'resources: [all.yaml]' >base/kustomization.yaml
  both <<<'resources: [../../base]'
  git rm -q k/prod/all.yaml
  git add -A && git commit -qm 'feat: base'
  relctl_run bump minor
  expect 3
  contains "$err" 'CronWorkflow nightly in dev would get the image registry.example/web:1.1.0'
  contains "$err" configurations
}

@test "a registry of each environment's own belongs to the service, by the name that the base has" {
  config '[web]'
  workload base/web.yaml web
  echo 'resources: [web.yaml]' >base/kustomization.yaml
  both <<<'resources: [../../base]
images: [{name: web, newName: dev.example/acme/web, newTag: 1.0.0}]'
  sed -i 's/dev.example/prod.example/' k/prod/kustomization.yaml
  released
  relctl_run config check
  expect 0
  contains "$err" 'Deployment web: prod.example/acme/web:1.0.0'
  relctl_run bump minor
  expect 0 1.1.0
  relctl_run promote prod
  expect 0
  equal "$(image_in k/prod)" prod.example/acme/web:1.1.0
  relctl_run status
  lacks "$out" 'belongs to no service'
}

@test "an image has a repository of each environment's own, in plain manifests and in kustomizations" {
  config '[{name: dev.example/acme/web, repositories: {prod: prod.example/acme/web}}]'
  workload k/dev/web.yaml dev.example/acme/web:1.0.0
  workload base/web.yaml prod.example/acme/web
  echo 'resources: [web.yaml]' >base/kustomization.yaml
  file k/prod/kustomization.yaml <<<'resources: [../../base]
images: [{name: prod.example/acme/web, newTag: 1.0.0}]'
  echo 'generated: [k]' >>relctl.yaml
  released
  local start digest
  start=$(git rev-parse HEAD)
  digest=sha256:$(printf '%064d' 7)
  relctl_run config check
  expect 0
  relctl_run bump minor --digest "$digest" --json
  expect 0
  equal "$(jq -r '.services[0].images[0].name' <<<"$out")" dev.example/acme/web
  grep -qF "image: \"dev.example/acme/web:1.1.0@$digest\"" k/dev/web.yaml
  # A copy in another registry has the same digest.
  relctl_run promote prod
  expect 0
  contains "$err" "image prod.example/acme/web:1.1.0@$digest"
  equal "$(image_in k/prod)" "prod.example/acme/web:1.1.0@$digest"
  relctl_run status
  equal "$(grep -c ' 1\.1\.0 ' <<<"$out")" 2
  lacks "$out" 'belongs to no service'
  relctl_run guard --range "$start..HEAD"
  expect 0
  relctl_run verify HEAD HEAD~1
  expect 0
  # By hand, an honest promotion passes, and a version that nobody released does not.
  relctl_run rollback prod --all
  expect 0
  equal "$(image_in k/prod)" prod.example/acme/web:1.0.0
  relctl_run unhold prod --all
  local before
  before=$(git rev-parse HEAD)
  sed -i "s|newTag: 1.0.0|newTag: 1.1.0, digest: $digest|" k/prod/kustomization.yaml
  git commit -qam 'deploy: prod'
  relctl_run guard --range "$before..HEAD"
  expect 0
  sed -i 's|newTag: 1.1.0|newTag: 1.2.0|' k/prod/kustomization.yaml
  git commit -qam 'deploy: prod'
  relctl_run guard --range "$before..HEAD"
  expect 1
}

@test "the two names of an entry of images are one image, whichever the service is known by" {
  config '[dev.example/acme/web]'
  workload base/web.yaml web
  echo 'resources: [web.yaml]' >base/kustomization.yaml
  both <<<'resources: [../../base]
images: [{name: web, newName: dev.example/acme/web, newTag: 1.0.0}]'
  released
  relctl_run status
  expect 0
  lacks "$out$err" 'belongs to no service'
}

@test "an image that no workload uses is a mistake, unless it is meant" {
  config '[registry.example/web, registry.example/wbe]'
  workload k/dev/web.yaml registry.example/web:1.0.0
  mkdir -p k/prod && cp k/dev/web.yaml k/prod/
  both <<<'resources: [web.yaml]
images: [{name: registry.example/wbe, newTag: 1.0.0}]'
  released
  local command
  for command in 'config check' 'bump minor' 'promote prod'; do
    # shellcheck disable=SC2086
    relctl_run $command
    expect 3
    contains "$err" 'no workload of any environment uses the image registry.example/wbe'
  done
  config '[registry.example/web, {name: registry.example/wbe, used: false}]'
  git commit -qam 'feat: meant'
  relctl_run bump minor
  expect 0 1.1.0
}

@test "an unused image is told though other services run where nobody can look" {
  file relctl.yaml <<'YAML'
format: 1
services:
  web: {images: [registry.example/web, registry.example/wbe], paths: [source]}
  api: {images: [registry.example/api], paths: [api]}
environments:
  - {name: dev, path: k/dev, services: [web]}
  - {name: far, path: k/far, services: [api], branch: env/far, after: []}
YAML
  workload k/dev/web.yaml registry.example/web:1.0.0
  file k/dev/kustomization.yaml <<<'resources: [web.yaml]
images: [{name: registry.example/wbe, newTag: 1.0.0}]'
  git add -A && git commit -qm 'feat: all'
  relctl_run config check
  expect 3
  contains "$err" 'no workload of any environment uses the image registry.example/wbe'
  # Where web itself runs on the other branch, nobody knows.
  sed -i 's/services: \[api\]/services: [api, web]/' relctl.yaml
  relctl_run config check
  lacks "$err" 'no workload of any environment'
}

@test "the tag's form stays, and what kustomize does not know is told" {
  config '[registry.example/web]'
  workload k/dev/web.yaml registry.example/web
  mkdir -p k/prod && cp k/dev/web.yaml k/prod/
  both <<<'resources: [web.yaml]
images: [{name: registry.example/web, newTag: v1.0.0}]'
  released
  relctl_run bump minor
  expect 3
  contains "$err" 'tag v1.0.0 of registry.example/web'
  contains "$err" 'tag: "v{version}"'
  sed -i 's/newTag: v1.0.0/tag: 1.0.0/' k/dev/kustomization.yaml k/prod/kustomization.yaml
  git commit -qam 'feat: form'
  relctl_run config check
  contains "$err" 'not built: k/dev/kustomization.yaml:2: '
  relctl_run bump minor
  contains "$err" 'k/dev in dev is not built: k/dev/kustomization.yaml:2: '
  relctl_run status --json
  contains "$out" '"built": false'
}

@test "a release, a promotion and a rollback tell that a digest goes" {
  config '[acme/web]'
  workload base/web.yaml acme/web
  echo 'resources: [web.yaml]' >base/kustomization.yaml
  both <<<"resources: [../../base]
images: [{name: acme/web, newTag: 1.0.0, digest: sha256:$(printf '%064d' 7)}]"
  released
  relctl_run bump minor
  expect 0
  contains "$err" 'note: acme/web in dev is pinned by a digest no more: none is known for 1.1.0.'
  relctl_run promote prod
  expect 0
  contains "$err" 'note: acme/web in prod is pinned by a digest no more'
  echo more >>source && git commit -qam 'feat: even more'
  relctl_run bump minor --digest "sha256:$(printf '%064d' 8)"
  expect 0
  lacks "$err" 'pinned by a digest no more'
  relctl_run promote prod
  expect 0
  lacks "$err" 'pinned by a digest no more'
  relctl_run rollback prod --all
  expect 0
  contains "$err" 'note: acme/web in prod is pinned by a digest no more: none is known for 1.1.0.'
}
