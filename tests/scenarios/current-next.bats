# SPDX-License-Identifier: MIT
# relctl current and next: a version on stdout, and nothing else.
bats_require_minimum_version 1.5.0
load helper.bash

setup() {
  isolate
  sample_repository work
}

@test "current prints the version of the files, and of a tag that is higher" {
  relctl_run current
  expect 0 1.2.3
  equal "$err" ''
  git tag v1.4.0
  relctl_run current
  expect 0 1.4.0
  relctl_run current --tag
  expect 0 v1.4.0
}

@test "current passes over tags that the commit does not reach, and names that are no version" {
  git tag v2.0.0 "$(git commit-tree -m other "$(git write-tree)")"
  git tag v9 && git tag sample-3.0.0 && git tag v01.2.3
  relctl_run current
  expect 0 1.2.3
}

@test "current --json and next --json have the same shape" {
  relctl_run current --json
  expect 0
  equal "$(jq -c . <<<"$out")" '{"services":[{"name":"sample","version":"1.2.3","tag":"v1.2.3"}]}'
  relctl_run next minor --json
  expect 0
  equal "$(jq -c . <<<"$out")" '{"services":[{"name":"sample","version":"1.3.0","tag":"v1.3.0"}]}'
}

@test "next prints what bump then releases, for every level" {
  local level next
  for level in patch minor major prerelease auto 'minor --pre beta'; do
    # shellcheck disable=SC2086 # the words are arguments
    relctl_run next $level
    expect 0
    next="$out"
    # shellcheck disable=SC2086
    relctl_run bump $level
    expect 0 "$next"
    change
  done
}

@test "next prints nothing when nothing has changed" {
  relctl bump
  relctl_run next
  expect 0 ''
  relctl_run next --even-if-unchanged
  expect 0 1.2.5
  relctl_run next --tag --even-if-unchanged
  expect 0 v1.2.5
}

@test "neither writes anything nor needs a remote" {
  git remote add origin git://127.0.0.1:1/none.git
  local before
  before=$(state .)
  relctl_run current
  expect 0 1.2.3
  relctl_run next
  expect 0 1.2.4
  equal "$(state .)" "$before"
}

@test "with several services each line has the name, with one named the version alone" {
  cat >relctl.yaml <<'YAML'
format: 1
services:
  api: {paths: [api]}
  web: {paths: [web], tag: "web-{version}"}
YAML
  mkdir api web && touch api/a web/b && git add -A && git commit -qm 'feat: two'
  git tag api/v0.3.0 && git tag web-2.0.0
  relctl_run current
  expect 0 $'api 0.3.0\nweb 2.0.0'
  relctl_run current --service web
  expect 0 2.0.0
  relctl_run current --service web --tag
  expect 0 web-2.0.0
  change web/b
  relctl_run next minor
  expect 0 'web 2.1.0'
  relctl_run next minor --service web
  expect 0 2.1.0
}

@test "version files that disagree are listed" {
  sed -i 's/version_files:.*/version_files: [pyproject.toml, VERSION]/' relctl.yaml
  echo 1.2.5 >VERSION
  git add -A && git commit -qm two
  relctl_run current
  expect 3 ''
  contains "$err" 'pyproject.toml'
  contains "$err" '1.2.5'
}

@test "a mistyped command or option is answered with the nearest" {
  relctl_run bumb
  expect 2 ''
  contains "$err" bump
  relctl_run bump --psuh
  expect 2 ''
  contains "$err" --push
  relctl_run
  [ "$code" = 2 ]
}

@test "next auto reads commits as teams write them, and --explain tells the rule behind each" {
  git tag v1.2.3
  change && git commit -q --amend -m 'chore(deps): bump lib' -m 'Release notes:' -m '* feat!: drop it'
  relctl_run next auto
  expect 0 ''
  change && git commit -q --amend -m 'login (#12)' -m '* feat: form
* fix(db): index'
  relctl_run next auto
  expect 0 1.3.0
  relctl_run next --explain
  expect 0 1.3.0
  contains "$err" 'minor  login (#12)'
  contains "$err" 'type feat, in the body: feat: form'
  contains "$err" 'none   chore(deps): bump lib'
  relctl_run next --explain --json
  expect 0
  equal "$(jq -r '.services[0].commits[] | .level + " " + .rule' <<<"$out")" 'minor type feat, in the body: feat: form
none type chore'
}

@test "a revert of a merge takes out what the merge brought" {
  git tag v1.2.3
  git checkout -q -b topic
  change && git commit -q --amend -m 'feat!: drop it'
  git checkout -q main
  echo docs >README.md && git add README.md && git commit -q -m 'docs: words'
  git merge -q --no-ff -m "Merge branch 'topic'" topic
  relctl_run next auto
  expect 0 2.0.0
  git revert --no-edit -m 1 HEAD >/dev/null
  relctl_run next auto
  expect 0 ''
}

@test "a pull request's title on a merge counts where its commits have no type" {
  git tag v1.2.3
  git checkout -q -b topic
  change && git commit -q --amend -m 'wip'
  git checkout -q main
  git merge -q --no-ff -m 'Merge pull request #12 from acme/topic' -m 'feat: login' topic
  relctl_run next auto
  expect 0 1.3.0
}

@test "Release-As asks for a version, once, and an empty commit may ask" {
  git tag v1.2.3
  git commit -q --allow-empty -m 'chore: release 2.0.0' -m 'Release-As: 2.0.0'
  relctl_run next auto
  expect 0 2.0.0
  relctl_run bump auto
  expect 0 2.0.0
  change
  relctl_run next auto
  expect 0 2.0.1
  git commit -q --allow-empty -m 'chore: back' -m 'Release-As: 1.0.0'
  relctl_run next auto
  expect 4
  contains "$err" '1.0.0 would be lower'
}

@test "current and next answer a shell, and help and version are words" {
  sample_repository work
  relctl_run current --output env
  expect 0 $'RELCTL_VERSION=1.2.3\nRELCTL_TAG=v1.2.3'
  relctl_run help next
  expect 0 "$(relctl next --help)"
  relctl_run version
  expect 0 "$(relctl --version)"
}
