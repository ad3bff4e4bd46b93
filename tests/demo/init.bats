#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# relctl demo init: the repository that it writes plays from the first minute.

setup() {
  load ../scenarios/helper
  isolate
}

# relctl_binary_in_background ARGUMENT...: its process is then in $background.
relctl_binary_in_background() {
  "$RELCTL_BINARY" "$@" >/dev/null 2>&1 3>&- &
  background=$!
}

@test "what demo init writes is committed, whole, and every command agrees with it" {
  relctl_run demo init sample
  expect 0 sample
  cd sample
  settled
  equal "$(git status --porcelain --ignored)" ""
  equal "$(git log --format=%s | tail -1)" "feat: a service that greets"
  relctl_run config check
  expect 0
  relctl_run generate --check
  expect 0 ""
  relctl_run guard
  expect 0
  relctl_run status
  expect 0
  lacks "$out" drift
  equal "$(grep -c '0\.1\.0' <<<"$out")" 3
  for environment in dev staging production; do
    relctl_run verify --all "$environment"
    expect 0
    contains "$out" exact
  done
  relctl_run guard --range v0.1.0..HEAD
  expect 0
}

@test "a release, a promotion and a rollback play in it without a remote" {
  relctl demo init sample 2>/dev/null
  cd sample
  relctl_run diff --exit-code auto
  expect 1
  contains "$out" '+## [0.2.0]'
  relctl_run bump auto
  expect 0 0.2.0
  relctl_run promote staging
  expect 0 0.2.0
  relctl_run rollback staging --all
  expect 0 0.1.0
  relctl_run status staging
  contains "$out" 'held at 0.1.0'
  settled
  echo '# more' >>src/demo/main.cpp
  git commit -qam 'fix: more'
  relctl bump --pre rc 2>/dev/null
  relctl unhold staging --service sample 2>/dev/null
  relctl promote staging 2>/dev/null
  relctl_run promote production
  expect 0 ""
  contains "$err" 'production takes none'
}

@test "somebody whom git does not know gets a name, in this repository alone" {
  : >"$GIT_CONFIG_GLOBAL"
  relctl_run demo init sample
  expect 0
  contains "$err" 'git knows no user.name: this repository'"'"'s is Sample Developer'
  cd sample
  equal "$(git log --format='%an <%ae> %cn' | sort -u)" \
    'Sample Developer <developer@example.com> Sample Developer'
  equal "$(cat "$GIT_CONFIG_GLOBAL")" ""
  relctl_run bump
  expect 0 0.1.1
}

@test "somebody whom git or the environment knows keeps the name" {
  relctl_run demo init one
  equal "$(git -C one log --format=%an | sort -u)" Ada
  equal "$(git -C one config --local --get-regexp '^user' || true)" ""
  : >"$GIT_CONFIG_GLOBAL"
  GIT_AUTHOR_NAME=Grace GIT_AUTHOR_EMAIL=grace@example.org relctl_run demo init two
  expect 0
  equal "$(git -C two log --format='%an <%ae> %cn' | sort -u)" 'Grace <grace@example.org> Grace'
}

@test "a folder that holds anything is left alone" {
  mkdir full
  echo mine >full/file
  before=$(state full)
  relctl_run demo init full
  expect 4 ""
  contains "$err" 'full is not empty'
  equal "$(state full)" "$before"
  relctl_run demo init full/file
  expect 5 ""
  ln -s nowhere link
  relctl_run demo init link
  expect 5 ""
  relctl_run -C nowhere demo init sample
  expect 5 ""
  [ ! -e nowhere ]
}

@test "a run that is killed leaves what the next one names, and whoever comes meanwhile loses nothing" {
  mkdir bin sample
  # A git that takes its time over the commit, until it is told.
  printf '#!/bin/sh\ncase "$*" in *" commit "*) touch "%s/there"; while [ ! -e "%s/go" ]; do sleep 0.02; done ;; esac\nexec %s "$@"\n' \
    "$PWD" "$PWD" "$(command -v git)" >bin/git
  chmod +x bin/git
  PATH="$PWD/bin:$PATH" relctl_binary_in_background demo init sample
  until [ -e there ]; do sleep 0.02; done
  relctl_run demo init sample
  expect 4 ""
  contains "$err" 'or that is at work'
  echo mine >sample/file
  touch go
  code=0
  wait "$background" || code=$?
  equal "$code" 4
  equal "$(ls -A sample)" file

  rm there go sample/file
  PATH="$PWD/bin:$PATH" relctl_binary_in_background demo init sample
  until [ -e there ]; do sleep 0.02; done
  kill -KILL "$background"
  wait "$background" || true
  touch go
  relctl_run demo init sample
  expect 4 ""
  contains "$err" 'of a run that was interrupted'
}

@test "an empty folder is filled, the current one and one that -C names too" {
  mkdir here there
  relctl_run demo init -- -y
  expect 0 ./-y
  cd here
  relctl_run demo init .
  expect 0 .
  [ -f relctl.yaml ] && [ -d .git ]
  relctl_run -C ../there demo init a/b
  expect 0 ../there/a/b
  [ -f ../there/a/b/relctl.yaml ]
  relctl_run -C .. demo init -- -x/
  expect 0 ../-x
  equal "$(find .. -name '.relctl-*')" ""
}

@test "where a step fails nothing is left" {
  git config --global commit.gpgSign true
  git config --global gpg.program /nonexistent/gpg
  relctl_run demo init sample
  expect 5 ""
  [ ! -e sample ]
  mkdir sample
  relctl_run demo init sample
  expect 5 ""
  equal "$(ls -A sample)" ""
}

@test "nobody's git settings and no CI run reach into it" {
  mkdir template hooks
  printf '#!/bin/sh\necho no >&2\nexit 1\n' | tee hooks/pre-commit hooks/commit-msg >/dev/null
  chmod +x hooks/*
  git config --global core.hooksPath "$PWD/hooks"
  git config --global core.excludesFile "$PWD/ignored"
  printf '*.env\nkubernetes\n' >ignored
  git config --global core.autocrlf true
  git config --global init.defaultBranch trunk
  git config --global init.defaultRefFormat reftable
  export CI=true GITHUB_ACTIONS=true GITHUB_RUN_ID=7 GITHUB_OUTPUT="$PWD/output" GIT_DEFAULT_HASH=sha256
  git init -q --object-format=sha1 outer
  cd outer
  export GIT_DIR="$PWD/.git"
  relctl_run demo init sample
  unset GIT_DIR
  expect 0
  [ ! -e ../output ]
  cd sample
  equal "$(git branch --show-current)" main
  equal "$(git status --porcelain)" ""
  git ls-files --error-unmatch kubernetes/base/sample.env
  # The release that it came with has no run's key: this run's own is a new one.
  relctl_run bump --no-verify
  expect 0 0.1.1
}

@test "its commits follow each other in time, whatever SOURCE_DATE_EPOCH is for" {
  unset GIT_AUTHOR_DATE GIT_COMMITTER_DATE
  SOURCE_DATE_EPOCH=1700000000 relctl_run demo init sample
  expect 0
  equal "$(git -C sample log --format=%ct)" "$(git -C sample log --format=%ct | sort -nr)"
}

@test "the image goes into the manifests, the pipeline, and the policy's registry" {
  relctl_run demo init sample --image localhost:5000/team/app --ci gitlab
  expect 0
  cd sample
  [ -f .gitlab-ci.yml ]
  equal "$(git grep -l 'registry.example.com/sample' || true)" ""
  git grep -q "startsWith('localhost:5000/team/')" -- kubernetes/policies
  git grep -q 'IMAGE=localhost:5000/team/app' -- .gitlab-ci.yml
  git grep -q 'tools/test' -- .gitlab-ci.yml
  git grep -q 'name: localhost:5000/team/app' -- kubernetes/deploy/production
  relctl_run config check
  expect 0
}

@test "each CI system's pipeline can be had, and its scripts are read by sh" {
  for kind in woodpecker github gitlab bitbucket circleci jenkins; do
    relctl_run --json demo init "$kind" --ci "$kind"
    expect 0
    pipeline="$kind/$(jq -r .pipeline <<<"$out")"
    [ -s "$pipeline" ]
    lacks "$(cat "$pipeline")" 'replace this line'
    [ "$kind" = jenkins ] || python3 "$BATS_TEST_DIRNAME/../scenarios/pipeline_scripts.py" "$pipeline"
  done
}

@test "a name that is no image, a system that nobody knows and a folder too many are refused" {
  for image in sample acme/sample ghcr.io/acme/sample:1 "ghcr.io/acme/x'y" ghcr.io/Acme/sample ''; do
    relctl_run demo init sample --image "$image"
    expect 2 ""
  done
  relctl_run demo init sample --ci travis
  expect 2 ""
  relctl_run demo init
  expect 2 ""
  relctl_run demo init ''
  expect 2 ""
  relctl_run demo
  expect 2 ""
  [ ! -e sample ]
}
