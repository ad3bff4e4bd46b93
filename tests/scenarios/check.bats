#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# What `relctl check` finds in what environments run, and where it says to change it.

load helper.bash

setup() {
  isolate
  mkdir -p work/base work/dev work/live
  cd work || return 1
  git init -q .
  cat >relctl.yaml <<'YAML'
format: 1
services:
  shop: {images: [example.org/shop]}
environments:
  - {name: dev, path: dev}
  - {name: live, path: live}
YAML
  printf 'resources: [shop.yaml, policy.yaml]\n' >base/kustomization.yaml
  cat >base/policy.yaml <<'YAML'
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: deny}
spec: {podSelector: {}}
YAML
  shop 'limits: {memory: 64Mi}, requests: {cpu: 10m}'
  printf 'resources: [../base]\nnamePrefix: dev-\n' >dev/kustomization.yaml
  printf 'resources: [../base]\n' >live/kustomization.yaml
}

# shop RESOURCES: the base's Deployment.
shop() {
  cat >base/shop.yaml <<YAML
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
          image: example.org/shop:1.0.0
          resources: {$1}
          securityContext: {runAsNonRoot: true, allowPrivilegeEscalation: false}
YAML
}

@test "environments in which all is well give no answer, and one line that counts" {
  relctl_run check
  expect 0 ""
  equal "$err" "0 findings in 4 objects of 2 environments"
}

@test "a finding of a base is told once, at its line, with the environments that use it" {
  shop 'requests: {cpu: 10m, memory: 1Mi}'
  relctl_run check
  expect 1 "base/shop.yaml:12:11: memory-limit: container shop has no memory limit (Deployment/dev-shop; dev, live)
            resources: {requests: {cpu: 10m, memory: 1Mi}}
            ^
hint: set resources.limits.memory"
  equal "$err" "1 finding in 4 objects of 2 environments"
}

@test "--json names the object, the place and the environments" {
  shop 'requests: {cpu: 10m, memory: 1Mi}'
  relctl_run check live --json
  expect 1
  python3 - <<'PY'
import json
answer = json.load(open("../out"))
assert answer["good"] is False
assert answer["environments"] == [{"name": "live", "objects": 2, "built": True, "not_built": []}]
[finding] = answer["findings"]
assert finding["checks"] == ["memory-limit"] and finding["level"] == "error"
assert (finding["file"], finding["line"], finding["column"]) == ("base/shop.yaml", 12, 11)
assert finding["object"] == {"group": "apps", "kind": "Deployment", "namespace": "", "name": "shop"}
assert finding["container"] == "shop" and finding["environments"] == ["live"]
PY
}

@test "nothing to check is an error: no environment gives any object" {
  printf 'resources: []\n' | tee dev/kustomization.yaml >live/kustomization.yaml
  relctl_run check
  expect 3 ""
  contains "$err" "nothing was checked"
}

@test "an environment that cannot be built is an error, and the others are checked" {
  shop 'requests: {cpu: 10m, memory: 1Mi}'
  printf 'resources: ["https://example.org/base?ref=v1"]\n' >dev/kustomization.yaml
  relctl_run check
  expect 3
  contains "$out" "(Deployment/shop; live)"
  contains "$err" "dev/kustomization.yaml:1:13: not built for dev: remote files are not fetched"
}

@test "a path without a kustomization is named, and is an error where it was asked for" {
  rm dev/kustomization.yaml
  relctl_run check
  expect 0 ""
  contains "$err" "dev: not built for dev: there is no kustomization in it"
  relctl_run check dev
  expect 3 ""
}

@test "--rev checks a commit instead of the work tree" {
  git add -A
  git commit -qm start
  shop 'requests: {cpu: 10m, memory: 1Mi}'
  relctl_run check --rev HEAD
  expect 0 ""
  relctl_run check
  expect 1
}

@test "an environment on a branch is read there, and what is found is told where it is to be changed" {
  cat >relctl.yaml <<'YAML'
format: 1
services:
  shop: {images: [example.org/shop]}
environments:
  - {name: live, path: live, branch: live}
  - {name: main, path: main, branch: "env/main", render: live}
  - {name: far, path: far, repository: ../far}
YAML
  shop 'requests: {cpu: 10m, memory: 1Mi}'
  git add . && git commit -qm "deploy: as it is"
  relctl_run check
  expect 3 ""
  contains "$err" "live, live: it is on the branch live, which is not here"
  contains "$err" "far, far: it is in the repository ../far"
  git branch live
  git checkout -q --orphan env/main
  git rm -rqf . && mkdir main
  git show live:base/shop.yaml >main/shop.yaml
  git show live:base/policy.yaml >main/policy.yaml
  printf 'resources: [shop.yaml, policy.yaml]\n' >main/kustomization.yaml
  git add . && git commit -qm "deploy: main"
  git checkout -q -f main
  relctl_run check live
  expect 1
  contains "$out" "live:base/shop.yaml:12:11: memory-limit: container shop has no memory limit (Deployment/shop; live)"
  relctl_run check main
  expect 1
  contains "$out" "base/shop.yaml:12:11: memory-limit: container shop has no memory limit (Deployment/shop; main)"
  lacks "$out" "env/main:"
}

@test "an environment that there is not is a wrong call" {
  relctl_run check prod
  expect 2 ""
}

@test "--only holds to the checks that are named, and knows their names" {
  relctl_run check --only image-digest --only cpu-limit
  expect 1
  contains "$out" "base/shop.yaml:11:18: image-digest: container shop runs example.org/shop:1.0.0 without a digest"
  contains "$out" "base/shop.yaml:12:23: cpu-limit: container shop has no cpu limit"
  relctl_run check --only image-digests
  expect 2 ""
  contains "$err" 'did you mean `image-digest`?'
}

@test "with --range what was there before is known, and what is new makes the answer no" {
  shop 'requests: {cpu: 10m, memory: 1Mi}'
  git add -A
  git commit -qm start
  sed -i 's/shop:1.0.0/shop:1.0.1/' base/shop.yaml
  git commit -qam "new image"
  relctl_run check --range HEAD~..HEAD
  expect 0 ""
  equal "$err" "0 findings, 1 known in 4 objects of 2 environments"
  sed -i 's/shop:1.0.1/shop/' base/shop.yaml
  git commit -qam "no tag"
  relctl_run check --range HEAD~..
  expect 1
  contains "$out" "base/shop.yaml:11:18: image-tag: container shop runs the image example.org/shop without a tag"
  lacks "$out" memory-limit
  relctl_run check --range HEAD~.. --json
  expect 1
  python3 - <<'PY'
import json
answer = json.load(open("../out"))
assert {(each["checks"][0], each["new"]) for each in answer["findings"]} == {("image-tag", True), ("memory-limit", False)}
PY
  relctl_run check --range HEAD
  expect 2 ""
}

@test "what relctl.yaml lets pass is counted, and what is let pass for no reason is told" {
  shop 'requests: {cpu: 10m, memory: 1Mi}'
  cat >>relctl.yaml <<'YAML'
checks:
  ignore:
    - {check: memory-limit, object: "Deployment/*", reason: measured first}
    - {check: cpu-request, until: 2020-01-31, reason: soon over}
YAML
  relctl_run check
  expect 1
  contains "$out" "relctl.yaml:10:7: ignore: cpu-request was let pass until 2020-01-31: soon over (dev, live)"
  contains "$out" "hint: mend what is found, or say why it may pass"
  lacks "$out" memory-limit
  equal "$err" "1 finding, 1 let pass in 4 objects of 2 environments"
}

@test "SARIF and GitLab's report hold all findings with their places, and are valid where there are none" {
  relctl_run check --sarif empty.sarif --code-quality empty.json
  expect 0
  shop 'requests: {cpu: 10m, memory: 1Mi}'
  relctl_run check --sarif found.sarif --code-quality found.json
  expect 1
  python3 "$BATS_TEST_DIRNAME/sarif.py" empty.sarif found.sarif
  python3 - <<'PY'
import json

def run(path):
    sarif = json.load(open(path))
    assert sarif["version"] == "2.1.0" and len(sarif["runs"]) == 1
    [run] = sarif["runs"]
    driver = run["tool"]["driver"]
    assert driver["name"] == "relctl" and driver["version"]
    ids = [rule["id"] for rule in driver["rules"]]
    assert len(ids) == len(set(ids)) and "memory-limit" in ids and "ignore" in ids
    assert all(rule["shortDescription"]["text"] and rule["help"]["text"] for rule in driver["rules"])
    return ids, run["results"]

assert run("empty.sarif")[1] == []
assert json.load(open("empty.json")) == []
ids, [result] = run("found.sarif")
assert result["ruleId"] in ids and result["level"] == "error"
[place] = result["locations"]
place = place["physicalLocation"]
assert place["artifactLocation"] == {"uri": "base/shop.yaml", "uriBaseId": "SRCROOT"}
assert place["region"] == {"startLine": 12, "startColumn": 11}
assert len(result["partialFingerprints"]["relctl/v1"]) == 64
[issue] = json.load(open("found.json"))
assert issue["location"] == {"path": "base/shop.yaml", "lines": {"begin": 12}}
assert issue["severity"] == "major" and issue["check_name"] == "memory-limit"
PY
}

@test "in GitHub Actions each finding is shown at its line" {
  shop 'requests: {cpu: 10m, memory: 1Mi}'
  GITHUB_ACTIONS=true relctl_run check
  expect 1
  contains "$err" "::error title=relctl,file=base/shop.yaml,line=12,col=11::memory-limit: container shop has no memory limit"
}
