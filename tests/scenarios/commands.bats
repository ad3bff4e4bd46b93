# SPDX-License-Identifier: MIT
# Commands around a release: release.prepare makes files of its commit, release.after runs behind it.
bats_require_minimum_version 1.5.0
load helper.bash

setup() {
  isolate
  sample_repository work
  mkdir tools docs
  printf '#!/bin/sh\necho "version $(sed -n "s/^version = //p" pyproject.toml)" >docs/api.md\n' >tools/docs
  chmod +x tools/docs
  echo old >docs/api.md
  prepare 'run: [tools/docs], files: [docs/**]'
}

# prepare ENTRY...: entries of release.prepare, committed.
prepare() {
  sed -i '/^release:/,$d' relctl.yaml
  {
    printf 'release:\n  prepare:\n'
    printf '    - {%s}\n' "$@"
  } >>relctl.yaml
  git add -A
  git commit -qm 'feat: prepare'
}

# tool SCRIPT: what the command does.
tool() {
  printf '#!/bin/sh\n%s\n' "$1" >tools/docs
  git commit -qam 'feat: another tool'
}

# is_gone ID: the process has ended; nobody may have collected it.
is_gone() { [ ! -e "/proc/$1" ] || grep -q '^State:[[:space:]]*Z' "/proc/$1/status"; }

@test "what a command makes of the new version is part of the release, and diff --run shows it" {
  relctl_run diff bump minor
  expect 0
  lacks "$out" docs/api.md
  contains "$err" 'not run: tools/docs'
  relctl diff bump minor --run >planned.patch
  contains "$(cat planned.patch)" '+version "1.3.0"'
  mv planned.patch "$BATS_TEST_TMPDIR"
  relctl_run bump minor
  expect 0 1.3.0
  equal "$(git show HEAD:docs/api.md)" 'version "1.3.0"'
  local released
  released=$(git rev-parse 'HEAD^{tree}')
  settled
  git reset -q --hard HEAD^
  git apply --index "$BATS_TEST_TMPDIR/planned.patch"
  equal "$(git write-tree)" "$released"
}

@test "a release that commands prepared is no change of the service, a commit of people's is" {
  relctl bump minor
  relctl_run bump
  expect 0 ''
  contains "$err" 'Nothing of sample has changed since v1.3.0'
  echo 'by hand' >docs/api.md
  git commit -qam 'docs: by hand'
  relctl_run bump
  expect 0 1.3.1
  relctl_run verify HEAD
  expect 0
  contains "$out" 'not recomputed, a command of release.prepare made it: docs/api.md'
}

@test "verify still finds what no command made" {
  relctl bump minor
  echo 'print("evil")' >src/app.py
  git commit -qa --amend --no-edit
  relctl_run verify HEAD
  expect 1
  contains "$out" src/app.py
}

@test "only declared files may change: another one is named, ignored ones are nobody's" {
  tool 'echo x >docs/api.md; echo y >src/made.py'
  relctl_run bump minor
  expect 3
  contains "$err" 'tools/docs changes src/made.py, which its `files` do not name'
  equal "$(git tag)" ''
  settled
  tool 'rm src/app.py'
  relctl_run bump minor
  expect 3
  contains "$err" src/app.py
  tool 'echo x >docs/api.md; mkdir -p cache; echo y >cache/made'
  echo cache/ >.gitignore
  git add .gitignore
  git commit -qm 'chore: ignore'
  relctl_run bump minor
  expect 0 1.3.0
}

@test "a command runs without tokens, in a home and a repository of its own" {
  tool 'env >docs/env.txt; git log >docs/log.txt 2>&1; git remote -v >>docs/log.txt; echo x >"$HOME/x"; pwd >docs/where.txt'
  GITHUB_TOKEN=canary-1 AWS_SECRET_ACCESS_KEY=canary-2 https_proxy=http://u:canary-3@proxy:1 \
    GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=a.b GIT_CONFIG_VALUE_0=canary-4 SSH_AUTH_SOCK=/canary-5 \
    relctl_run bump minor
  expect 0 1.3.0
  run ! grep -q canary docs/env.txt
  grep -qx 'RELCTL_VERSION=1.3.0' docs/env.txt
  grep -qx 'RELCTL_PREVIOUS=1.2.3' docs/env.txt
  grep -qx 'RELCTL_TAG=v1.3.0' docs/env.txt
  run ! grep -q "^HOME=$HOME$" docs/env.txt
  contains "$(cat docs/log.txt)" 'does not have any commits yet'
  lacks "$(cat docs/where.txt)" "$PWD"
  [ ! -e "$HOME/x" ]
  [ ! -e "$(cat docs/where.txt)" ]
}

@test "a command that fails or does not end releases nothing, and leaves nothing running" {
  tool 'echo "no such page" >&2; exit 3'
  relctl_run bump minor
  expect 5
  contains "$err" 'tools/docs failed (exit 3)'
  contains "$err" 'no such page'
  prepare 'run: [tools/docs], files: [docs/**], timeout: 1s, name: pages'
  tool 'sleep 600 & echo $! >"'"$BATS_TEST_TMPDIR"'/id"; wait'
  relctl_run bump minor
  expect 6
  contains "$err" 'pages did not end in time'
  is_gone "$(cat "$BATS_TEST_TMPDIR/id")"
  tool 'sleep 600 & echo $! >"'"$BATS_TEST_TMPDIR"'/id"'
  relctl_run bump minor
  expect 0 1.3.0
  is_gone "$(cat "$BATS_TEST_TMPDIR/id")"
}

@test "what is relctl's own is not prepared, and a version stays what it was given" {
  prepare 'run: [tools/docs], files: ["**"]'
  tool 'echo "x: 1" >>relctl.yaml'
  relctl_run bump minor
  expect 3
  contains "$err" 'writes relctl.yaml, which only relctl writes'
  tool 'sed -i s/1.2.3/9.9.9/ kubernetes/deploy/production/kustomization.yaml'
  relctl_run bump minor
  expect 3
  contains "$err" 'kubernetes/deploy/production/kustomization.yaml, which only relctl writes'
  tool 'sed -i "s/^version = .*/version = \"9.9.9\"/" pyproject.toml'
  relctl_run bump minor
  expect 3
  contains "$err" 'left version 9.9.9 in pyproject.toml, which releases 1.3.0'
}

@test "commands that a branch brings do not run in diff, nor in guard, check or config" {
  git clone -q --bare . "$BATS_TEST_TMPDIR/there.git"
  git clone -q "$BATS_TEST_TMPDIR/there.git" "$BATS_TEST_TMPDIR/clone"
  cd "$BATS_TEST_TMPDIR/clone"
  git checkout -q -b feature
  prepare "run: [sh, -c, 'touch $BATS_TEST_TMPDIR/ran'], files: ['**']"
  relctl_run diff bump minor --run
  expect 0
  contains "$err" 'differs from that of the branch that releases are made from; nothing of it runs'
  relctl_run guard --range origin/main..HEAD
  relctl_run check
  relctl_run config check
  relctl_run bump -n
  relctl_run diff --run --branch feature
  contains "$err" 'the remote'"'"'s branch is not here'
  [ ! -e "$BATS_TEST_TMPDIR/ran" ]
  git checkout -q main
  relctl_run diff bump minor --run
  contains "$out" '+version "1.3.0"'
}

@test "several commands see what those before them made, each for the services it is for" {
  sed -i 's/^  sample:/  other: {paths: [other], version_files: [other\/VERSION]}\n&/' relctl.yaml
  mkdir other
  echo 1.0.0 >other/VERSION
  prepare 'run: [sh, -c, "echo {service} {version} >>docs/api.md"], files: [docs/api.md]' \
    'run: [sh, -c, "wc -l <docs/api.md >docs/count"], files: [docs/count], services: [sample]'
  relctl_run bump minor
  expect 0 'other 1.1.0
sample 1.3.0'
  equal "$(cat docs/api.md)" 'old
other 1.1.0
sample 1.3.0'
  equal "$(tr -d ' ' <docs/count)" 3
}

@test "npm writes its lock file" {
  if ! command -v npm >/dev/null; then skip "npm is missing"; fi
  printf '{"name": "sample", "version": "1.2.3", "scripts": {}}\n' >package.json
  sed -i 's/version_files: \[/&package.json, /' relctl.yaml
  prepare 'run: [npm, install, --package-lock-only, --offline, --no-audit, --no-fund], files: [package-lock.json]'
  relctl_run bump minor
  expect 0 1.3.0
  equal "$(git show HEAD:package-lock.json | jq -r .version)" 1.3.0
}

# publishing: a server for the work tree, and release.after with one command of the given script.
publishing() {
  git init -q --bare -b main "$BATS_TEST_TMPDIR/there.git"
  git remote add origin "$BATS_TEST_TMPDIR/there.git"
  printf '#!/bin/sh\n%s\n' "$1" >tools/publish
  chmod +x tools/publish
  sed -i '/^release:/,$d' relctl.yaml
  printf 'release:\n  branches: [main]\n  after: [{run: [tools/publish, "{version}"], name: package}]\n' >>relctl.yaml
  git add -A
  git commit -qm 'feat: publish'
  git push -q -u origin main
  export ran="$BATS_TEST_TMPDIR/ran"
}

@test "a command runs behind the release, in a work tree of its tag, and hears all of it" {
  publishing 'echo "$1 $RELCTL_TAG $RELCTL_PREVIOUS $(git rev-parse HEAD) $RELCTL_COMMIT $TOKEN" >"$ran"
sed -n s/^version\ =\ //p pyproject.toml >>"$ran"; cat "$RELCTL_NOTES" >>"$ran"; echo x >left; pwd >>"$ran"'
  echo dirty >untracked
  TOKEN=secret-7 relctl_run bump minor --push --json
  expect 0
  equal "$(jq -c '.announced' <<<"$out")" \
    '[{"service":"sample","version":"1.3.0","tag":"v1.3.0","release":null,"assets":[],"after":[{"name":"package","exit":0}]}]'
  local commit
  commit=$(git rev-parse 'v1.3.0^{commit}')
  equal "$(sed -n 1p "$ran")" "1.3.0 v1.3.0 1.2.3 $commit $commit secret-7"
  equal "$(sed -n 2p "$ran")" '"1.3.0"'
  contains "$(cat "$ran")" 'publish'
  [ ! -e "$(tail -n 1 "$ran")" ]
  [ ! -e left ]
  equal "$(git worktree list | wc -l)" 1
  equal "$(git status --porcelain)" '?? untracked'
}

@test "where a command behind a release fails the release stands, and the same call makes up for it" {
  publishing '[ -e "$ran" ] || { echo "registry is down" >&2; exit 7; }; echo again >"$ran"'
  relctl_run bump minor --push --once job-1
  expect 5 1.3.0
  contains "$err" 'sample 1.3.0 is released; a command of release.after failed: package failed (exit 7)'
  contains "$err" 'registry is down'
  contains "$err" 'run again on the same commit'
  [ -n "$(git ls-remote origin refs/tags/v1.3.0)" ]
  touch "$ran"
  relctl_run bump minor --push --once job-1
  expect 0 1.3.0
  equal "$(cat "$ran")" again
  touch "$ran"
  relctl_run bump minor --push
  equal "$(cat "$ran")" again
  equal "$(git tag)" v1.3.0
}

@test "a release that is not published runs nothing behind it" {
  publishing 'touch "$ran"'
  relctl_run bump minor
  expect 0 1.3.0
  relctl_run bump minor -n --push
  [ ! -e "$ran" ]
}
