#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# Other programs that relctl.yaml names under checks.commands: what they are given, how they tell what they
# find, and whose word they are run on.

load helper.bash

# checker NAME: a program of that name in PATH, whose script is read from stdin.
checker() {
  { printf '#!/bin/sh\n'; cat; } >"$BATS_TEST_TMPDIR/bin/$1"
  chmod +x "$BATS_TEST_TMPDIR/bin/$1"
}

# commands YAML: checks.commands of relctl.yaml, committed.
commands() {
  sed -i '/^checks:/,$d' relctl.yaml
  printf 'checks:\n  disable: [netpol-ingress]\n  commands:\n    - %s\n' "$1" >>relctl.yaml
  git add -A
  git commit -qm "ci: other programs"
}

setup() {
  isolate
  mkdir bin
  PATH="$PWD/bin:$PATH"
  sample_repository work
  cat >kubernetes/base/deployment.yaml <<'YAML'
apiVersion: apps/v1
kind: Deployment
metadata: {name: sample}
spec:
  template:
    spec:
      containers:
        - name: sample
          image: ghcr.io/acme/sample
          resources: {requests: {cpu: 1, memory: 64Mi}, limits: {memory: 64Mi}}
          securityContext: {runAsNonRoot: true, allowPrivilegeEscalation: false}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: settings}
YAML
}

@test "each line that a checker prints is a finding, of the objects of one environment at a time" {
  checker house-rules <<'SH'
grep -q '^kind: ConfigMap' "$1" && echo "$RELCTL_ENVIRONMENT has a ConfigMap without an owner"
grep -q '^kind: Deployment' || echo "nothing on standard input"
SH
  commands '{name: house, run: [house-rules, "{manifests}"], result: lines, environments: [dev, staging]}'
  relctl_run check --run
  expect 1
  contains "$out" "kubernetes/deploy/dev: command:house: dev has a ConfigMap without an owner (dev)"
  contains "$out" "staging has a ConfigMap without an owner (staging)"
  lacks "$out" "production has"
  lacks "$out" "standard input"
}

@test "SARIF is told at the object's place in the base, by rule, and what is suppressed or a note is not" {
  checker scorer <<'SH'
line=$(grep -n '^kind: ConfigMap' "$1" | cut -d : -f 1)
cat <<JSON
{"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "scorer"}}, "results": [
  {"ruleId": "owner", "level": "error", "message": {"text": "nobody owns it"},
   "locations": [{"physicalLocation": {"artifactLocation": {"uri": "file:///tmp/x"}, "region": {"startLine": $line}}}]},
  {"ruleId": "taste", "message": {"text": "could be nicer"}},
  {"ruleId": "context", "message": {"text": "as kube-score says it"},
   "locations": [{"physicalLocation": {"region": {"snippet": {}}, "contextRegion": {"startLine": $line}}}]},
  {"ruleId": "told", "level": "note", "message": {"text": "a note"}},
  {"ruleId": "known", "level": "error", "suppressions": [{"kind": "external"}], "message": {"text": "known"}}]}]}
JSON
exit 1
SH
  commands '{name: scorer, run: [scorer, "{manifests}"], result: sarif}'
  relctl_run check --run --sarif all.sarif
  expect 1
  contains "$out" "kubernetes/base/deployment.yaml:13:1: command:scorer: owner: nobody owns it (ConfigMap/settings; dev, staging, production)"
  contains "$out" "taste: could be nicer"
  contains "$out" "kubernetes/base/deployment.yaml:13:1: command:scorer: context: as kube-score says it (ConfigMap/settings; dev, staging, production)"
  lacks "$out" "a note"
  lacks "$out" "known"
  equal "$(jq -r '[.runs[0].results[] | select(.ruleId == "command:scorer") | .level] | sort | unique | join(" ")' all.sarif)" "error warning"
  python3 "$BATS_TEST_DIRNAME/sarif.py" all.sarif
  checker scorer <<<'echo "{}"'
  relctl_run check --run
  expect 3
  contains "$err" "scorer printed no SARIF log"
}

@test "a checker that tells by its exit code is quoted, one that cannot be run or hangs is no finding" {
  checker strict <<'SH'
echo "line one" >&2
echo "3 objects are invalid" >&2
exit 3
SH
  commands '{name: strict, run: [strict]}'
  relctl_run check --run dev
  expect 1
  contains "$out" "command:strict: exit 3: 3 objects are invalid (dev)"
  commands '{name: strict, run: [no-such-checker]}'
  relctl_run check --run dev
  expect 5
  checker strict <<<'sleep 60'
  commands '{name: strict, run: [strict], timeout: 1s}'
  relctl_run check --run dev
  expect 6
  contains "$err" "strict did not end in time"
  checker strict <<<'yes'
  commands '{name: strict, run: [strict]}'
  relctl_run check --run dev
  expect 3
  contains "$err" "strict printed more than 16 MiB"
}

@test "no checker gets a token, a folder that it could spoil, or the words of a judged range" {
  export SECRET_TOKEN=canary-7 GITHUB_TOKEN=canary-8 GIT_DIR="$PWD/.git"
  checker spy <<'SH'
env >&2
git status >/dev/null 2>&1 && echo "there is a repository"
echo spoiled >"$RELCTL_ENVIRONMENT.yaml"
env | grep canary
pwd
SH
  commands '{name: spy, run: [spy], result: lines}'
  relctl_run check --run dev
  expect 1
  lacks "$out$err" canary
  lacks "$out" "there is a repository"
  lacks "$out" "$PWD"
  unset GIT_DIR
  equal "$(git status --porcelain)" ""

  # Unasked, only what stood there before the range is run.
  checker spy <<<'echo old'
  git tag begin
  commands '{name: other, run: [touch, "{tree}/../../run"], result: lines}'
  relctl_run check
  expect 0
  contains "$err" "not run: other"
  relctl_run check --range begin..HEAD
  expect 0
  contains "$err" "not run: other"
  contains "$err" "3 known"
  relctl_run --json check
  equal "$(jq -c .not_run <<<"$out")" '["other"]'
}

@test "{tree} is a copy of the repository, for rules that are kept in it" {
  mkdir tools
  printf '#!/bin/sh\necho "by the rules of $0: $(ls "$(dirname "$0")/..")" | tr "\\n" " "\n' >tools/rules
  chmod +x tools/rules
  commands '{name: own, run: ["{tree}/tools/rules"], result: lines, environments: [dev]}'
  relctl_run check --run
  expect 1
  contains "$out" "relctl.yaml"
}

@test "promotions are held to them, let pass by an override, and by an ignore with a reason" {
  commands '{name: owner, run: [owner, "{manifests}"], result: lines}'
  checker owner <<<true
  relctl -q bump minor >/dev/null
  checker owner <<'SH'
grep -o 'sample:[0-9.]*' "$1" | grep -v 1.2.3 || true
SH
  relctl_run promote staging
  expect 4 ""
  contains "$err" "command:owner: sample:1.3.0 (staging)"
  contains "$err" "--override command:owner --reason TEXT"
  relctl_run promote staging --override command:owner --reason "asked for"
  expect 0 1.3.0
  contains "$(git log -1 --format=%B)" "Relctl-Passed: command:owner: asked for"
  sed -i 's/^checks:/checks:\n  ignore: [{check: "command:owner", reason: as long as it lasts}]/' relctl.yaml
  git commit -qam "ci: let it pass"
  relctl_run check --run
  expect 0
  relctl_run promote production
  expect 0 1.3.0
}
