#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# What status, history and diff say, over git daemon.
load helper.bash
load servers.bash

setup() {
  isolate
  unset GIT_AUTHOR_DATE GIT_COMMITTER_DATE
  server_repository sample
  start_git_daemon
  git clone -q "$git_url/sample.git" work 2>/dev/null
  cd work
  git checkout -q -B main
  deployed_config "- {name: dev, path: deploy/dev}" "- {name: staging, path: deploy/staging}" \
    "- {name: production, path: deploy/production, branch: env/production}"
  deployed dev staging production
  git add -A
  git commit -q -m "feat: start"
  git tag v1.0.0
  git push -q origin main v1.0.0 main:refs/heads/env/production
  git remote set-head origin main
}

teardown() { stop_servers; }

release() {
  change
  git push -q origin main
  relctl -q bump minor --push >/dev/null
}

# field PYTHON: of the object that was printed as JSON, in `it`.
field() {
  python3 -c 'import json, sys; it = json.load(open(sys.argv[1])); print(eval(sys.argv[2]))' \
    "$BATS_TEST_TMPDIR/out" "$1"
}

@test "--fetch reports the remote, whatever was committed here and not pushed" {
  release
  git clone -q "$git_url/sample.git" ../other
  (cd ../other && relctl -q promote staging --push >/dev/null)
  change
  echo text >notes.md
  git add -A
  git commit -q -m "docs: by hand"
  relctl -q bump minor >/dev/null
  relctl_run -q status staging
  contains "$out" "staging      1.0.0"
  relctl_run -q status --fetch
  expect 0
  contains "$out" "staging      1.1.0"
  contains "$out" "dev          1.1.0"
  lacks "$out" 1.2.0
  contains "$out" "production   1.0.0"
  relctl_run -q history staging --fetch
  expect 0
  contains "$out" 1.1.0
  relctl_run -q diff production staging --fetch
  expect 0
  contains "$out" "sample 1.0.0 -> 1.1.0"
  settled
}

@test "an override is listed until the next promotion, committed here or merged" {
  sed -i 's/newTag: .*/newTag: 9.9.9/' deploy/staging/kustomization.yaml
  git commit -q -a -m "fire" -m "Relctl-Override: the site is down"
  git checkout -q -b side HEAD~1
  sed -i 's/newTag: .*/newTag: 8.8.8/' deploy/dev/kustomization.yaml
  git commit -q -a -m "more fire" -m "Relctl-Override: dev too"
  git checkout -q main
  git merge -q --no-edit side
  git push -q origin main
  relctl_run status
  contains "$out" "staging: override in commit"
  contains "$out" "the site is down"
  contains "$out" "dev: override in commit"
  contains "$out" "drift: not written by relctl"
  equal "$(grep -c "site is down" "$BATS_TEST_TMPDIR/out")" 1
  relctl_run --json status
  equal "$(field 'it["environments"][1]["overrides"][0]["reason"]')" "the site is down"
  git revert --no-edit -m 1 HEAD >/dev/null
  git revert --no-edit HEAD~2 >/dev/null
  git push -q origin main
  release
  relctl -q promote staging --push >/dev/null
  relctl_run status
  lacks "$out" "site is down"
}

@test "what drifted, what belongs to nobody, and environments out of reach" {
  release
  sed -i 's/newTag: .*/newTag: 1.0.0/' deploy/dev/kustomization.yaml
  printf '  - name: redis\n    newTag: "7"\n' >>deploy/dev/kustomization.yaml
  git commit -q -a -m "by hand"
  relctl_run status
  expect 0
  contains "$out" "drift: not written by relctl, which wrote 1.1.0 last"
  contains "$out" "image redis belongs to no service"
  contains "$err" "This is what git says"
  git clone -q --no-checkout --single-branch "$git_url/sample.git" ../single
  cd ../single
  git checkout -q main
  relctl_run status
  expect 0
  contains "$out" "production: "
  contains "$out" "its branch env/production is not in this clone, and the remote was not asked"
}

@test "the answers as JSON are whole" {
  release
  relctl -q promote staging --push >/dev/null
  relctl -q hold staging --service sample --reason freeze --until 2099-01-01 --push >/dev/null
  relctl_run --json status
  equal "$(field '[e["name"] for e in it["environments"]]')" "['dev', 'staging', 'production']"
  equal "$(field 'sorted(it["environments"][1])')" \
    "['built', 'expired_holds', 'holds', 'name', 'not_built', 'overrides', 'reached', 'services', 'unknown_images', 'unreached', 'workloads']"
  equal "$(field 'it["environments"][1]["services"][0]["operation"]')" promote
  equal "$(field 'it["environments"][1]["services"][0]["hold"]["reason"]')" freeze
  equal "$(field 'it["environments"][1]["services"][0]["since"]["id"]')" "$(git rev-parse HEAD~1)"
  equal "$(field 'it["environments"][2]["services"][0]["waiting"]["version"]')" 1.1.0
  equal "$(field 'it["environments"][2]["services"][0]["waiting"]["commits"]')" 1
  relctl_run --json history staging
  equal "$(field '[v["version"] for v in it["services"][0]["versions"]]')" "['1.1.0', '1.0.0']"
  equal "$(field 'it["services"][0]["versions"][1]["rollback"]')" True
  relctl_run --json diff production staging
  equal "$(field '(it["services"][0]["before"], it["services"][0]["after"])')" "('1.0.0', '1.1.0')"
  equal "$(field 'len(it["services"][0]["commits"])')" 1
}

@test "a clone that is too shallow to tell says so, and calls nothing drift" {
  release
  git clone -q --depth 1 "$git_url/sample.git" ../shallow
  cd ../shallow
  relctl status dev staging >"$BATS_TEST_TMPDIR/out"
  grep -q "staging.*too shallow to tell" "$BATS_TEST_TMPDIR/out"
  lacks "$(cat "$BATS_TEST_TMPDIR/out")" drift
  relctl --json status staging >"$BATS_TEST_TMPDIR/out"
  [ "$(field 'it["environments"][0]["services"][0]["drift"]')" = False ]
}

@test "without a remote --fetch is refused as what the system lacks" {
  git remote remove origin
  run relctl status --fetch
  [ "$status" -eq 5 ]
  [[ "$output" == *"no remote"* ]]
}

@test "a promotion that was merged counts from the day when the branch had it, in status and history" {
  sample_repository work
  relctl bump
  GIT_COMMITTER_DATE='1700500000 +0000' relctl promote staging
  git branch promotion
  git reset -q --hard HEAD~1
  GIT_COMMITTER_DATE='1700600000 +0000' git commit -q --allow-empty -m 'chore: meanwhile'
  GIT_COMMITTER_DATE='1700700000 +0000' git merge -q --no-ff --no-edit promotion
  local merge
  merge=$(git rev-parse HEAD)
  relctl_run status staging --json
  equal "$(jq -r '.environments[0].services[0] | .since.time, .since.id, .operation' <<<"$out")" \
    $'1700700000\n'"$merge"$'\npromote'
  relctl_run history staging --json
  contains "$out" "$merge"
}

@test "status is for one service, for what waits, and for a shell" {
  sample_repository work
  GIT_COMMITTER_DATE='1700000000 +0000' relctl bump
  relctl_run status --waiting
  expect 0
  contains "$out" 'staging'
  lacks "$out" 'sample   dev '
  relctl_run status dev --service sample --output env
  expect 0
  contains "$out" 'RELCTL_DEV_SAMPLE_VERSION=1.2.4'
  contains "$out" 'RELCTL_DEV_SAMPLE_SINCE_TIME=1700000000'
  relctl_run status dev
  contains "$out" '1.2.4    2023-11-14 22:13  '
  relctl_run status --service other
  expect 2
}
