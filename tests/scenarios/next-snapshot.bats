# SPDX-License-Identifier: MIT
# next_snapshot: a release is followed by the commit that begins the next version, as Maven has it.
bats_require_minimum_version 1.5.0
load helper.bash
load servers.bash

setup() {
  isolate
  server_repository acme/sample
  start_git_daemon
  bare=$servers_root/repos/acme/sample.git
  git clone -q "$git_url/acme/sample.git" work 2>/dev/null
  cd work
  git checkout -q -B main
  cat >relctl.yaml <<CONFIG
format: 1
services:
  sample: {version_files: [pom.xml], next_snapshot: true}
release: {branches: [main]}
CONFIG
  pom pom.xml '<version>1.0.0-SNAPSHOT</version>' '<packaging>pom</packaging><modules><module>core</module></modules>'
  mkdir core
  pom core/pom.xml '<parent><groupId>acme</groupId><artifactId>sample</artifactId><version>1.0.0-SNAPSHOT</version></parent>' ''
  work 'feat: start'
  git push -q origin main
  git remote set-head origin main
}

teardown() {
  stop_servers
}

# pom FILE VERSION MORE
pom() {
  cat >"$1" <<XML
<project>
  <groupId>acme</groupId>
  <artifactId>sample</artifactId>
  $2
  $3
</project>
XML
}

# work SUBJECT: a commit of people's.
work() {
  echo "$1" >>notes.txt
  git add -A
  git commit -qm "$1"
}

# says REV VERSION: both pom.xml hold the version there.
says() {
  local file
  for file in pom.xml core/pom.xml; do
    equal "$(git -C "$bare" show "$1:$file" | grep -o '<version>[^<]*' | sed 's/.*>//')" "$2" || return 1
  done
}

@test "the tag holds the release and the branch the next version, published at once and shown before" {
  local job planned
  job=$(git rev-parse HEAD)
  relctl_run diff bump auto
  expect 0
  contains "$err" 'sample goes on as 1.0.1-SNAPSHOT in a commit of its own'
  git apply --index <<<"$out"
  planned=$(git write-tree)
  git reset -q --hard
  relctl_run bump auto --push --json
  expect 0
  equal "$(jq -c '[.attempts, .services[0].version]' <<<"$out")" '[1,"1.0.0"]'
  says v1.0.0 1.0.0
  says main 1.0.1-SNAPSHOT
  equal "$(git -C "$bare" rev-parse 'main^{tree}')" "$planned"
  equal "$(git -C "$bare" rev-parse 'main^')" "$(git -C "$bare" rev-parse 'v1.0.0^{}')"
  equal "$(git rev-parse HEAD)" "$(git -C "$bare" rev-parse main)"
  settled
  relctl_run verify HEAD HEAD~1
  expect 0
  equal "$(grep -c ' exact: ' <<<"$out")" 2
  # Nothing has changed by it, and a job that is run again prints its release.
  relctl_run bump auto --push
  expect 0 ''
  git checkout -q --detach "$job"
  relctl_run bump auto --push --branch main
  expect 0 1.0.0
  git checkout -q main
  work 'fix: a leak'
  relctl_run bump auto --push
  expect 4
  git push -q origin main
  relctl_run bump auto --push
  expect 0 1.0.1
  says main 1.0.2-SNAPSHOT
  work 'feat: more'
  git push -q origin main
  relctl_run bump auto --push
  expect 0 1.1.0
  says v1.1.0 1.1.0
  says main 1.1.1-SNAPSHOT
  relctl_run notes 1.1.0 --format text
  lacks "$out" leak
  contains "$out" more
}

@test "a branch that moved on gets the next version with the merge of the release" {
  git clone -q "$bare" ../other
  (cd ../other && echo x >other.txt && git add -A && git commit -qm 'fix: other' && git push -q origin HEAD:main)
  relctl_run bump auto --push
  expect 0 1.0.0
  says v1.0.0 1.0.0
  says main 1.0.1-SNAPSHOT
  equal "$(git -C "$bare" show main:other.txt)" x
  if git -C "$bare" cat-file -e v1.0.0:other.txt 2>/dev/null; then false; fi
}

@test "local releases are computed anew above what came meanwhile" {
  relctl_run bump auto
  expect 0 1.0.0
  git clone -q "$bare" ../other
  (cd ../other && echo x >other.txt && git add -A && git commit -qm 'fix: other' && git push -q origin HEAD:main)
  relctl_run bump auto --push
  expect 0
  says "v$out" "$out"
  contains "$(git -C "$bare" show main:pom.xml)" -SNAPSHOT
  equal "$(git rev-parse HEAD)" "$(git -C "$bare" rev-parse main)"
}

@test "a pre-release is followed by nothing, and a version that people set stays" {
  relctl_run bump 1.0.0-rc.1 --push
  expect 0
  says main 1.0.0-rc.1
  relctl_run bump release --push
  expect 0 1.0.0
  says main 1.0.1-SNAPSHOT
  sed -i 's/next_snapshot: true/next_snapshot: 1/' relctl.yaml
  git commit -qam 'chore: wrong'
  relctl_run config check
  expect 3
  contains "$err" next_snapshot
}
