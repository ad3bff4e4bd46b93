# SPDX-License-Identifier: MIT
# relctl diff --rendered: what environments would run otherwise, by what their paths build to.
bats_require_minimum_version 1.5.0
load helper.bash

setup() {
  isolate
  git init -q work && cd work
  mkdir -p base k/dev k/prod
  cat >relctl.yaml <<'YAML'
format: 1
services:
  web: {images: [registry.example/web]}
environments:
  - {name: dev, path: k/dev}
  - {name: prod, path: k/prod}
YAML
  cat >base/all.yaml <<'YAML'
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, labels: {tier: front}}
spec:
  replicas: 2
  template:
    spec:
      containers:
        - {name: web, image: registry.example/web}
---
apiVersion: v1
kind: Service
metadata: {name: web, labels: {tier: front}}
---
apiVersion: v1
kind: Secret
metadata: {name: web}
stringData: {password: first-canary}
YAML
  echo 'resources: [all.yaml]' >base/kustomization.yaml
  local name
  for name in dev prod; do
    cat >"k/$name/kustomization.yaml" <<'YAML'
resources: [../../base]
images:
  - {name: registry.example/web, newTag: 1.0.0}
YAML
  done
  git add -A && git commit -qm 'feat: all' && git tag v1.0.0
}

@test "a bump, a promotion and a rollback are told by the workloads that they change" {
  git commit -q --allow-empty -m 'feat: more' && echo >>base/all.yaml && git commit -qam 'feat: line'
  relctl_run diff --rendered bump minor
  expect 0 'dev: 1 object changed
  ~ Deployment web

Deployment web
  spec.template.spec.containers[name=web].image: registry.example/web:1.0.0 -> registry.example/web:1.1.0'
  relctl bump minor
  relctl_run diff promote prod --rendered --exit-code
  expect 1
  contains "$out" 'prod: 1 object changed'
  contains "$out" 'registry.example/web:1.0.0 -> registry.example/web:1.1.0'
  relctl promote prod
  relctl_run diff rollback prod --all --rendered
  expect 0
  contains "$out" 'registry.example/web:1.1.0 -> registry.example/web:1.0.0'
  [ -z "$(git status --porcelain)" ]
}

@test "a range tells what a branch makes each environment run, and no secret's value" {
  sed -i 's/replicas: 2/replicas: 3/; s/tier: front/tier: back/; s/first-canary/second-canary/' base/all.yaml
  cat >k/prod/extra.yaml <<'YAML'
apiVersion: v1
kind: ConfigMap
metadata: {name: extra}
data: {a: b}
YAML
  sed -i 's/resources: .*/resources: [..\/..\/base, extra.yaml]/' k/prod/kustomization.yaml
  git add -A && git commit -qm 'chore: base'
  relctl_run diff --rendered HEAD~1..HEAD
  expect 0
  contains "$out" 'dev: 3 objects changed'
  contains "$out" 'prod: 1 object added, 3 changed'
  contains "$out" '  + ConfigMap extra'
  contains "$out" 'spec.replicas: 2 -> 3'
  contains "$out" '2 objects: '
  contains "$out" 'metadata.labels.tier: front -> back'
  contains "$out" 'stringData.password: changes (secret)'
  lacks "$out" canary
  relctl_run diff --rendered HEAD~1..HEAD --json --exit-code
  expect 1
  lacks "$out" canary
  python3 -c '
import json, sys
answer = json.load(sys.stdin)
dev, prod = answer["environments"]
assert dev["name"] == "dev" and dev["built"] and not dev["added"], dev
assert prod["added"][0]["kind"] == "ConfigMap", prod
' <"$BATS_TEST_TMPDIR/out"
  relctl_run diff --rendered HEAD..HEAD --exit-code
  expect 0 ''
  relctl_run diff --rendered HEAD...HEAD
  expect 2
}

@test "manifests without a kustomization are compared, and a remote base is not built" {
  git rm -rq k/dev
  mkdir -p k/dev
  sed 's/first/third/' base/all.yaml >k/dev/all.yaml
  echo 'replicas: 1' >k/dev/values.yaml
  echo 'resources: ["https://example.org/base"]' >k/prod/kustomization.yaml
  git add -A && git commit -qm 'chore: plain'
  sed -i 's/replicas: 2/replicas: 5/' k/dev/all.yaml
  git commit -qam 'chore: more'
  relctl_run diff --rendered HEAD~1..HEAD
  expect 0
  contains "$out" 'spec.replicas: 2 -> 5'
  contains "$out" 'prod: not built: k/prod/kustomization.yaml:1: '
}
