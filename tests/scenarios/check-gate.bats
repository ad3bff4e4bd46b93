#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# Where relctl.yaml has `checks`, bump and promote refuse what they would bring, and only that.

load helper.bash

setup() {
  isolate
  mkdir -p work/base work/dev work/live
  cd work || return 1
  git init -q .
  cat >relctl.yaml <<'YAML'
format: 1
services:
  shop: {images: [example.org/shop], paths: [src]}
environments:
  - {name: dev, path: dev}
  - {name: live, path: live, carry: [patch.yaml]}
checks: {disable: [netpol-ingress, cpu-request]}
YAML
  printf 'resources: [shop.yaml]\n' >base/kustomization.yaml
  cat >base/shop.yaml <<'YAML'
apiVersion: apps/v1
kind: Deployment
metadata:
  name: shop
spec:
  template:
    metadata: {labels: {app: shop}}
    spec:
      containers:
        - name: shop
          image: example.org/shop
          securityContext: {runAsNonRoot: true, allowPrivilegeEscalation: false}
YAML
  local environment
  for environment in dev live; do
    cat >$environment/kustomization.yaml <<'YAML'
resources: [../base]
patches: [{path: patch.yaml}]
images: [{name: example.org/shop, newTag: 0.9.0}]
YAML
    patch_of $environment '{limits: {memory: 64Mi}}'
  done
  mkdir src
  echo 1 >src/main
  git add -A
  git commit -qm "feat: start"
  relctl -q bump 1.0.0 >/dev/null
}

# patch_of ENVIRONMENT RESOURCES
patch_of() {
  cat >"$1/patch.yaml" <<YAML
apiVersion: apps/v1
kind: Deployment
metadata: {name: shop}
spec:
  template:
    spec:
      containers:
        - name: shop
          resources: $2
YAML
}

# dev_without_limit: what dev runs is committed without a memory limit.
dev_without_limit() {
  patch_of dev '{requests: {memory: 64Mi}}'
  git commit -qam "fix: no limit in dev"
}

@test "a promotion that brings nothing new passes, an old debt of the environment with it" {
  patch_of live '{requests: {memory: 64Mi}}'
  git commit -qam "an old debt"
  dev_without_limit
  relctl_run promote live
  expect 0 "1.0.0"
}

@test "a promotion that brings a container without a limit is refused at its line, and changes nothing" {
  dev_without_limit
  before=$(git rev-parse HEAD)
  relctl_run promote live
  expect 4 ""
  contains "$err" "live/patch.yaml:9:11: memory-limit: container shop has no memory limit (Deployment/shop; live)"
  contains "$err" "--override memory-limit --reason TEXT lets it pass"
  equal "$(git rev-parse HEAD)" "$before"
  equal "$(git status --porcelain)" ""
}

@test "an override with a reason passes it, is recorded, listed by status, and verified" {
  dev_without_limit
  relctl_run promote live --override memory-limit
  expect 2 ""
  relctl_run promote live --override memory-limits --reason "measured tomorrow"
  expect 2 ""
  contains "$err" 'did you mean `memory-limit`?'
  relctl_run promote live --override memory-limit --reason "measured tomorrow"
  expect 0 "1.0.0"
  contains "$(git log -1 --format=%B)" "Relctl-Passed: memory-limit: measured tomorrow"
  relctl_run status live
  expect 0
  contains "$out$err" "memory-limit: measured tomorrow"
  relctl_run status live --json
  contains "$out" '"reason": "memory-limit: measured tomorrow"'
  relctl_run verify HEAD
  expect 0
  contains "$out" "let pass: memory-limit: measured tomorrow"
  relctl_run verify HEAD --json
  contains "$out" '"check": "memory-limit"'
}

@test "a release that an auto environment would get is held to the checks too" {
  sed -i 's/disable: \[/disable: [memory-limit, /; s/^checks: {/checks: {enable: [image-digest], /' relctl.yaml
  echo 2 >src/main
  git commit -qam "fix: more" 
  relctl_run bump
  expect 0 "1.0.1"
  digest=sha256:$(printf '0%.0s' {1..64})
  sed -i "s/newTag: 1.0.1/newTag: 1.0.1, digest: \"$digest\"/" dev/kustomization.yaml
  echo 3 >src/main
  git commit -qam "fix: pinned by hand"
  relctl_run bump
  expect 4 ""
  contains "$err" "dev/kustomization.yaml:3:10: image-digest: container shop runs example.org/shop:1.0.2 without a digest"
  relctl_run bump --no-deploy
  expect 0 "1.0.2"
}

@test "without checks in relctl.yaml nothing is refused" {
  sed -i '/^checks/d' relctl.yaml
  dev_without_limit
  relctl_run promote live
  expect 0 "1.0.0"
}

@test "guard --range finds what manifests of the range bring, by the law of its beginning" {
  git tag begin
  sed -i 's/1.0.0, //; s/runAsNonRoot: true, //' base/shop.yaml
  sed -i 's/disable: \[/disable: [run-as-non-root, /' relctl.yaml
  git commit -qam "fix: weaker"
  relctl_run guard --range begin..
  expect 1
  contains "$out" "base/shop.yaml:12:"
  contains "$out" "run-as-non-root"
  contains "$out" "(Deployment/shop; dev, live)"
}

@test "guard --range lets pass what an operation of the range passed, and tells it" {
  dev_without_limit
  git tag begin
  relctl_run promote live --override memory-limit --reason "measured tomorrow"
  expect 0
  relctl_run guard --range begin..
  expect 0
  contains "$out" "measured tomorrow"
}
