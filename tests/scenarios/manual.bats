# SPDX-License-Identifier: MIT
# Promises of the manual pages that are easily broken, each as it is written there.
bats_require_minimum_version 1.5.0
load helper.bash

setup() {
  isolate
}

@test "relctl(1): a clone that lacks tags or history gives no version that is too low" {
  git init -q origin && cd origin
  printf 'format: 1\nservices:\n  app: {}\n' >relctl.yaml
  git add -A && git commit -q -m 'chore: first' && git tag v1.4.0
  echo more >more.c && git add -A && git commit -q -m 'fix: more'
  cd ..
  for options in '--depth 1 --no-tags' '--depth 1' '--depth 2 --no-tags' '--no-tags'; do
    rm -rf clone
    # shellcheck disable=SC2086 # options are words
    git clone -q $options "file://$PWD/origin" clone
    for command in current 'next patch' 'next auto' 'diff bump patch' 'bump patch' 'bump patch -n'; do
      # shellcheck disable=SC2086 # a command is words
      relctl_run -C clone $command
      expect 5 ''
      contains "$err" 'git fetch'
    done
    equal "$(git -C clone status --porcelain)" ''
  done
}

@test "relctl(1): an answer that is printed is printed with --json, and with --output env" {
  sample_repository work
  printf '# Changelog\n\n## [Unreleased]\n\n## [1.2.3]\n\n- first\n' >CHANGELOG.md
  sed -i 's/^    images:/    changelog: CHANGELOG.md\n&/' relctl.yaml
  git add -A
  git commit -q -m 'feat: changelog'
  for command in current 'next minor' 'diff bump minor' 'bump minor -n' status 'history dev' 'config check' \
    'notes next' 'notes HEAD~1..HEAD' 'init -n' check 'changelog 1.2.3' 'changelog --missing' 'verify HEAD' \
    'guard --range HEAD..HEAD' 'generate --check' 'hooks status' version 'next auto --explain'; do
    # shellcheck disable=SC2086 # a command is words
    relctl_run $command --json
    python3 -c 'import json, sys; json.load(sys.stdin)' <<<"$out" || {
      echo "relctl $command --json: $out$err" >&2
      return 1
    }
    # shellcheck disable=SC2086
    relctl_run $command --output env
    if grep -vE '^[A-Z][A-Z0-9_]*=' <<<"$out" | grep -q .; then
      echo "relctl $command --output env: $out$err" >&2
      return 1
    fi
  done
}

@test "relctl-diff(1), -next(1), -changelog(1), -notes(1): no network is needed, and nothing is written" {
  sample_repository work
  git remote add origin http://127.0.0.1:1/work.git
  git update-ref refs/remotes/origin/main HEAD
  echo more >more.c && git add -A && git commit -q -m 'feat: more'
  before=$(git for-each-ref && git status --porcelain)
  for command in current 'next auto' 'diff bump minor' 'notes next' status 'history dev'; do
    # shellcheck disable=SC2086 # a command is words
    relctl_run $command
    expect 0
    [ -n "$out" ]
  done
  equal "$(git for-each-ref && git status --porcelain)" "$before"
}

@test "relctl-config(1): environments must have a place for each image" {
  sample_repository work
  sed -i 's/images: \[/&ghcr.io\/acme\/nowhere, /' relctl.yaml
  grep nowhere relctl.yaml
  git commit -q -a -m 'chore: another image'
  for command in 'config check' 'bump minor' 'promote staging'; do
    # shellcheck disable=SC2086 # a command is words
    relctl_run $command
    expect 3
    contains "$err" ghcr.io/acme/nowhere
  done
}

@test "relctl.yaml(5): release.branches binds every bump, with and without --push" {
  sample_repository work
  printf 'release: {branches: [main, "hotfix/*"]}\n' >>relctl.yaml
  git commit -q -a -m 'feat: branches'
  for branch in topic hotfix; do
    git checkout -q -b "$branch"
    relctl_run bump minor
    [ "$code" -ne 0 ]
    contains "$err" "$branch"
  done
  git checkout -q main
  git branch -q -D hotfix
  git checkout -q -b hotfix/1
  relctl_run bump minor
  expect 0
}

@test "relctl(1): errors of the network name the remote's address, without what is secret in it" {
  sample_repository work
  for address in http://ada:s3cr3t@127.0.0.1:1/shop.git ssh://git@127.0.0.1:1/shop.git "file://$PWD/gone/shop.git"; do
    git remote remove origin 2>/dev/null || true
    git remote add origin "$address"
    relctl_run bump minor --push --timeout 20s
    expect 5
    contains "$err" "shop.git)"
    lacks "$err" s3cr3t
  done
}
