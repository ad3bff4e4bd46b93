# SPDX-License-Identifier: MIT
# relctl notes: what commits tell, offline, the same however they were merged.
bats_require_minimum_version 1.5.0
load helper.bash

setup() {
  isolate
  sample_repository work
  relctl bump 1.3.0 >/dev/null 2>&1
  git remote add origin git@github.com:acme/sample.git
}

# work MESSAGE: a commit that changes the service.
work() {
  echo "$1" >>src/notes.txt
  git add src/notes.txt
  git commit -qm "$1"
}

@test "notes of the next release, of a range and of a release are the same" {
  work 'feat(api): add a login (#12)'
  work 'fix: a crash

Closes #5'
  work 'docs: a page'
  relctl_run notes --format text
  expect 0
  contains "$out" '- api: add a login (#12)'
  contains "$out" '- a crash (#5)'
  lacks "$out" 'a page'
  contains "$err" '1 other change is in no section'
  local next="$out"
  relctl_run notes v1.3.0..HEAD --format text
  expect 0 "$next"
  relctl bump auto >/dev/null 2>&1
  relctl_run notes 1.4.0 --format text
  expect 0 "$next"
  relctl_run notes
  expect 0
  contains "$out" 'No changes that users see.'
}

@test "merged, squashed or rebased, the notes are the same" {
  local start merged rebased squashed
  start=$(git rev-parse HEAD)
  git checkout -qb topic
  work 'feat: add a login'
  work 'fix(api): a crash'
  git checkout -q main
  git merge -q --no-ff topic -m 'Merge pull request #12 from ada/topic

feat: add a login'
  merged=$(relctl notes --format json | jq -c '[.sections[].entries[] | [.type, .scope, .text, .references]]')
  git reset -q --hard "$start"
  git cherry-pick "$start..topic" >/dev/null
  rebased=$(relctl notes --format json | jq -c '[.sections[].entries[] | [.type, .scope, .text]]')
  git reset -q --hard "$start"
  git merge -q --squash topic >/dev/null
  git commit -qm 'feat: add a login (#12)

* feat: add a login

* fix(api): a crash'
  squashed=$(relctl notes --format json | jq -c '[.sections[].entries[] | [.type, .scope, .text, .references]]')
  equal "$merged" "$squashed"
  equal "$rebased" '[["feat","","add a login"],["fix","api","a crash"]]'
  equal "$(jq -c 'map(.[0:3])' <<<"$merged")" "$rebased"
}

@test "references become links of the remote's forge, and hostile subjects nothing at all" {
  work 'feat: thank @everyone <script> ](https://evil) (#12)'
  relctl_run notes
  expect 0
  # shellcheck disable=SC2016 # backticks of Markdown
  contains "$out" '- thank `@everyone` \<script\> \](https://evil) ([#12](https://github.com/acme/sample/issues/12))'
  contains "$out" '[All changes](https://github.com/acme/sample/compare/v1.3.0...v1.4.0)'
  git remote set-url origin https://gitlab.com/acme/deep/sample.git
  relctl_run notes
  contains "$out" '(https://gitlab.com/acme/deep/sample/-/issues/12)'
  git remote set-url origin /srv/git/sample.git
  relctl_run notes
  contains "$out" '(#12)'
}

@test "what is no version, range or service is a usage error" {
  relctl_run notes v1.3.0
  expect 2
  contains "$err" 'neither a version nor a range'
  relctl_run notes 9.9.9
  expect 2
  contains "$err" 'no tag v9.9.9'
  relctl_run notes ..HEAD
  expect 2
  relctl_run notes --service nobody
  expect 2
}

@test "ten thousand commits take about as long as reading them" {
  local i
  for i in $(seq 10000); do
    printf 'commit refs/heads/main\ncommitter A <a@example.org> %d +0000\ndata <<END\nfix: change %d (#%d)\nEND\n' \
      $((1800000000 + i)) "$i" "$i"
    [ "$i" = 1 ] && printf 'from refs/heads/main^0\n'
    printf 'M 644 inline src/file%d\ndata <<END\n%d\nEND\n\n' $((i % 20)) "$i"
  done >import
  git fast-import --quiet <import
  git reset -q --hard
  relctl_run notes --format json
  expect 0
  equal "$(jq '.sections[0].entries | length' <<<"$out")" 10000
  relctl_run notes
  expect 0
  contains "$out" ' more'
  [ "${#out}" -lt 101000 ]
}
