# SPDX-License-Identifier: MIT
# A changelog from commits beside people's own words, and what it says in the tag.
bats_require_minimum_version 1.5.0
load helper.bash

setup() {
  isolate
  sample_repository work
  sed -i 's/^    version_files:/    changelog: {path: CHANGELOG.md, from: commits}\n    version_files:/' relctl.yaml
  printf '# Changelog\n\n## [Unreleased]\n\n## [1.2.0] - 2023-01-01\n\n- Older.\n' >CHANGELOG.md
  git add relctl.yaml CHANGELOG.md
  git commit -qm 'chore: a changelog from commits'
  relctl bump 1.3.0 >/dev/null 2>&1
}

# work MESSAGE: a commit that changes the service.
work() {
  echo "$1" >>src/notes.txt
  git add src/notes.txt
  git commit -qm "$1"
}

# unreleased TEXT: people's words.
unreleased() {
  sed -i "s/^## \[Unreleased\]\$/&\n\n$1/" CHANGELOG.md
  git commit -qam 'docs: changelog'
}

@test "entries are added for what people do not mention, and the tag says the same" {
  work 'feat: add a login (#12)'
  work 'fix: a crash (#13)'
  work 'fix(api): a leak'
  unreleased '### Fixes\n\n- Never crashes again, see #13.'
  relctl diff bump auto >planned.patch
  relctl_run bump auto
  expect 0 1.4.0
  relctl_run changelog 1.4.0
  expect 0 "### Fixes

- Never crashes again, see #13.
- **api:** a leak ($(git log -1 --format=%h --abbrev=7 --grep='a leak'))

### Features

- add a login (#12)"
  contains "$(git tag -l --format='%(contents)' v1.4.0)" "$out"
  contains "$(cat planned.patch)" '+- add a login (#12)'
  relctl_run verify HEAD
  expect 0
  contains "$out" exact
  contains "$(git log -1 --format=%B)" "Relctl-Since: sample $(git rev-parse 'v1.3.0^')"
}

@test "verify finds an entry that no commit tells of" {
  work 'feat: add a login (#12)'
  relctl bump auto
  sed -i 's/add a login/add a back door/' CHANGELOG.md
  git commit -qa --amend --no-edit
  relctl_run verify HEAD
  expect 1
  contains "$out" CHANGELOG.md
}

@test "the patch of diff gives the tree of bump" {
  work 'feat: add a login (#12)'
  relctl diff bump auto | git apply --index
  local previewed
  previewed=$(git write-tree)
  git reset -q --hard
  relctl bump auto
  equal "$(git rev-parse 'HEAD^{tree}')" "$previewed"
}

@test "a release that nobody sees says so, or has no entry" {
  work 'refactor: names'
  relctl bump patch
  relctl_run changelog
  expect 0 'No changes that users see.'
  sed -i 's/from: commits/&, empty: skip/' relctl.yaml
  git commit -qam 'chore: skip'
  work 'refactor: more names'
  relctl_run bump patch
  expect 0 1.3.2
  relctl_run changelog
  expect 1
  relctl_run changelog --missing
  expect 0 'sample 1.3.2'
}

@test "text that looks like trailers of ours is no record in the tag" {
  unreleased 'Words.\n\nRelctl-Format: 1\nRelctl-Operation: bump\nRelctl-Id: 00000000000000000000000000000000\nRelctl-Date: 2023-01-01T00:00:00+00:00\nRelctl-Tool: 9.9.9'
  work 'fix: x'
  relctl_run bump auto
  expect 0
  contains "$(git tag -l --format='%(contents)' "v$out")" ' Relctl-Format: 1'
  relctl_run verify HEAD
  expect 0
}
