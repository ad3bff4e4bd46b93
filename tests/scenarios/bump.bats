# SPDX-License-Identifier: MIT
# relctl bump without a remote: what it prints, writes, commits and tags.
bats_require_minimum_version 1.5.0
load helper.bash

setup() {
  isolate
}

@test "a bump prints the version alone, and commits and tags exactly its own edits" {
  sample_repository work
  local source
  source=$(git rev-parse HEAD)
  relctl_run bump
  expect 0 1.2.4
  settled
  equal "$(git diff --name-only "$source" HEAD)" \
    $'kubernetes/deploy/dev/kustomization.yaml\npyproject.toml'
  equal "$(git diff -U0 "$source" HEAD | grep '^[-+][^-+]')" $'-    newTag: "1.2.3"\n+    newTag: "1.2.4"\n-version = "1.2.3"\n+version = "1.2.4"'
  equal "$(git log -1 --format='%s|%an <%ae>|%ad|%cn|%cd|%P' --date=raw)" \
    "chore(release): sample 1.2.4|Ada <ada@example.org>|1700000000 +0100|Ada|1700000000 +0100|$source"
  equal "$(git cat-file -t v1.2.4)" tag
  equal "$(git rev-parse 'v1.2.4^{commit}')" "$(git rev-parse main)"
  equal "$(git for-each-ref --format='%(taggername) %(taggerdate:raw) %(contents:subject)' refs/tags)" \
    "Ada 1700000000 +0100 v1.2.4"
  git fsck --strict --no-dangling
}

@test "commit and tag carry the same trailers, which git itself reads" {
  sample_repository work
  local source trailers
  source=$(git rev-parse HEAD)
  relctl bump
  trailers=$(git log -1 --format='%(trailers:only,unfold)')
  contains "$trailers" "Relctl-Format: 1"
  contains "$trailers" "Relctl-Operation: bump"
  contains "$trailers" "Relctl-Service: sample 1.2.4 from 1.2.3"
  contains "$trailers" "Relctl-Image: dev ghcr.io/acme/sample:1.2.4"
  contains "$trailers" "Relctl-Source: $source"
  contains "$trailers" "Relctl-Tag: v1.2.4"
  equal "$(git tag -l --format='%(contents:body)' v1.2.4)" "$trailers"
}

@test "each level gives the version that node-semver gives" {
  sample_repository work
  local line
  for line in patch=1.2.4 minor=1.3.0 major=2.0.0 'prerelease=1.2.4-0' '--pre rc=1.2.4-rc.0' \
    'minor --pre rc=1.3.0-rc.0' 7.0.1=7.0.1; do
    # shellcheck disable=SC2086 # the words of the line are arguments
    relctl_run bump -n ${line%=*}
    expect 0 "${line#*=}"
  done
}

@test "pre-releases count up and release makes them final" {
  sample_repository work
  relctl_run bump minor --pre rc
  expect 0 1.3.0-rc.0
  change
  relctl_run bump prerelease
  expect 0 1.3.0-rc.1
  change
  relctl_run bump prerelease --pre rc
  expect 0 1.3.0-rc.2
  relctl_run bump release
  expect 0 1.3.0
  equal "$(git tag -l --sort=v:refname | sort)" "$(printf 'v1.3.0\nv1.3.0-rc.0\nv1.3.0-rc.1\nv1.3.0-rc.2')"
  contains "$(cat pyproject.toml)" 'version = "1.3.0"'
  settled
}

@test "auto takes the level from the commits, and releases nothing for documentation" {
  sample_repository work
  relctl bump
  echo text >README.md && git add -A && git commit -qm 'docs: readme'
  relctl_run bump auto
  expect 0 ''
  echo more >>src/app.py && git add -A && git commit -qm 'feat(api)!: other answers'
  relctl_run next auto
  expect 0 2.0.0
  git commit -q --amend -m 'feat: an answer'
  relctl_run bump auto
  expect 0 1.3.0
}

@test "what has not changed is not released again, unless asked" {
  sample_repository work
  relctl bump
  local head
  head=$(git rev-parse HEAD)
  relctl_run bump
  expect 0 ''
  contains "$err" unchanged
  relctl_run bump --json
  expect 0
  equal "$(jq -c '[.services[0].released, .commit, .pushed, .files]' <<<"$out")" '[false,null,false,[]]'
  equal "$(git rev-parse HEAD)" "$head"
  relctl_run bump --even-if-unchanged
  expect 0 1.2.5
}

@test "a job that is run again on the source of a release prints that release" {
  sample_repository work
  git branch -q source
  relctl bump
  git checkout -q --detach source
  relctl_run bump --branch main
  expect 0 1.2.4
  equal "$(git tag -l)" v1.2.4
}

@test "a version that exists is refused, and nothing is changed" {
  sample_repository work
  relctl bump
  change
  local before
  before=$(state .)
  relctl_run bump 1.2.4
  expect 4 ''
  contains "$err" 1.2.4
  equal "$(state .)" "$before"
}

@test "a level steps past a number that has a tag already, and says so" {
  sample_repository work
  git tag v1.2.4 "$(git commit-tree -m other "$(git write-tree)")"
  relctl_run bump
  expect 0 1.2.5
  contains "$err" 1.2.4
}

@test "--json answers with one object of the documented shape" {
  sample_repository work
  relctl_run bump --json
  expect 0
  equal "$(jq -c '.services' <<<"$out")" '[{"name":"sample","status":"done","released":true,"previous":"1.2.3","version":"1.2.4","tag":"v1.2.4","superseded":false,"held":false,"images":[{"name":"ghcr.io/acme/sample","tag":"1.2.4","digest":null}]}]'
  equal "$(jq -r '.commit' <<<"$out")" "$(git rev-parse HEAD)"
  equal "$(jq -c '[.pushed, .attempts, .files, .includes]' <<<"$out")" \
    '[false,0,["kubernetes/deploy/dev/kustomization.yaml","pyproject.toml"],[]]'
  equal "$(jq -c 'keys_unsorted' <<<"$out")" '["services","commit","pushed","attempts","files","includes"]'
}

@test "--json tells an error with its code, kind, place and hints" {
  sample_repository work
  printf '[project]\nname = "sample"\n' >pyproject.toml
  git commit -qam broken
  relctl_run bump --json
  expect 3
  equal "$(jq -c '[.error.code, .error.kind, .error.file]' <<<"$out")" '[3,"input","pyproject.toml"]'
  equal "$(jq -r '.error | keys_unsorted | join(" ")' <<<"$out")" 'code kind message hints file line'
}

@test "a dry run tells the version and changes nothing" {
  sample_repository work
  local before
  before=$(state .)
  relctl_run bump minor -n
  expect 0 1.3.0
  relctl_run bump minor --dry-run --json
  expect 0
  equal "$(jq -c '[.services[0].version, .commit]' <<<"$out")" '["1.3.0",null]'
  equal "$(state .)" "$before"
}

@test "--no-deploy writes no environment, --digest goes beside the tag" {
  sample_repository work
  relctl_run bump --no-deploy
  expect 0 1.2.4
  equal "$(git diff --name-only HEAD~1)" pyproject.toml
  change
  local digest
  digest="sha256:$(printf '%064d' 7)"
  relctl_run bump --digest "$digest"
  expect 0 1.2.5
  contains "$(cat kubernetes/deploy/dev/kustomization.yaml)" "digest: \"$digest\""
  change
  relctl_run bump
  expect 0 1.2.6
  lacks "$(cat kubernetes/deploy/dev/kustomization.yaml)" digest
}

@test "several services: each has its own number, paths and tag, and one commit releases both" {
  git init -q work && cd work
  mkdir api web
  echo 1.0.0 >api/VERSION && echo 2.0.0 >web/VERSION
  cat >relctl.yaml <<'YAML'
format: 1
services:
  api: {paths: [api], version_files: [api/VERSION]}
  web: {paths: [web], version_files: [web/VERSION], depends_on: [api]}
YAML
  git add -A && git commit -qm 'feat: first'
  relctl_run bump
  expect 0 $'api 1.0.1\nweb 2.0.1'
  equal "$(git tag -l)" $'api/v1.0.1\nweb/v2.0.1'
  equal "$(git rev-list --count HEAD)" 2
  change web/page.html
  relctl_run bump
  expect 0 'web 2.0.2'
  change web/page.html
  relctl_run bump --service api
  expect 0
  lacks "$(git tag -l)" api/v1.0.2
  relctl_run bump minor --service web
  expect 0 2.1.0
  change api/main.go
  relctl_run next
  expect 0 $'api 1.0.2\nweb 2.1.1'
  relctl_run bump --service no-such
  expect 2
  contains "$err" no-such
}

@test "--once does an operation once, and gives the same answer again" {
  sample_repository work
  relctl_run bump --once job-1
  expect 0 1.2.4
  change
  relctl_run bump --once job-1
  expect 0 1.2.4
  equal "$(git tag -l)" v1.2.4
  CI=true GITHUB_RUN_ID=7 relctl_run bump
  expect 0 1.2.5
  change
  CI=true GITHUB_RUN_ID=7 relctl_run bump
  expect 0 1.2.5
  CI=true GITHUB_RUN_ID=8 relctl_run bump
  expect 0 1.2.6
}

@test "the changelog's Unreleased section becomes the version's" {
  sample_repository work
  sed -i '/version_files/a\    changelog: CHANGELOG.md' relctl.yaml
  printf '# Changelog\n\n## [Unreleased]\n\n- better\n' >CHANGELOG.md
  git add -A && git commit -qm 'feat: better'
  relctl_run bump minor
  expect 0 1.3.0
  equal "$(cat CHANGELOG.md)" $'# Changelog\n\n## [Unreleased]\n\n## [1.3.0] - 2023-11-14\n\n- better'
}

@test "with nothing to edit the tag alone is made, on the commit checked out" {
  git init -q work && cd work
  printf 'format: 1\nservices:\n  sample: {}\n' >relctl.yaml
  git add -A && git commit -qm first
  git tag v0.4.0 && change
  local head
  head=$(git rev-parse HEAD)
  relctl_run bump
  expect 0 0.4.1
  equal "$(git rev-parse HEAD)" "$head"
  equal "$(git rev-parse 'v0.4.1^{commit}')" "$head"
  settled
}

@test "release.author and release.message replace what git's settings and the default say" {
  sample_repository work
  printf 'release:\n  author: "Robot <robot@example.org>"\n  message: "{service} is {version}"\n' >>relctl.yaml
  git commit -qam 'chore: robot'
  git config --global --unset user.name
  relctl_run bump
  expect 0 1.2.4
  equal "$(git log -1 --format='%an %ae %s')" 'Robot robot@example.org sample is 1.2.4'
}

@test "release.message may have a body, and release.signoff signs off as git commit does" {
  sample_repository work
  cat >>relctl.yaml <<'YAML'
release:
  signoff: true
  message: |
    chore(release): {service} {version}

    Made from what was tested.
YAML
  git commit -qam 'chore: rules'
  git config user.email ada@work.example
  relctl_run bump
  expect 0 1.2.4
  equal "$(git log -1 --format=%B | sed -n '1,5p')" \
    $'chore(release): sample 1.2.4\n\nMade from what was tested.\n\nRelctl-Format: 1'
  equal "$(git log -1 --format='%(trailers:key=Signed-off-by,valueonly)' | grep .)" \
    'Ada <ada@work.example>'
  relctl verify HEAD
  relctl promote staging
  contains "$(git log -1 --format=%B)" 'Signed-off-by: Ada <ada@work.example>'
  relctl verify HEAD
}

# hook NAME: installs stdin as that hook of the repository.
hook() {
  cat >".git/hooks/$1"
  chmod +x ".git/hooks/$1"
}

@test "hooks of commit messages are run as git commit runs them" {
  sample_repository work
  hook prepare-commit-msg <<'SH'
#!/bin/sh
[ "$2" = message ] && [ "$PWD" = "$(git rev-parse --show-toplevel)" ] || exit 1
sed -i '1s/$/ (REL-7)/' "$1"
SH
  hook commit-msg <<'SH'
#!/bin/sh
git interpret-trailers --in-place --trailer 'Change-Id: I0123' "$1"
SH
  relctl_run bump -n
  expect 0 1.2.4
  relctl_run bump
  expect 0 1.2.4
  settled
  equal "$(git log -1 --format=%s)" 'chore(release): sample 1.2.4 (REL-7)'
  contains "$(git log -1 --format='%(trailers)')" 'Change-Id: I0123'
  relctl verify HEAD
}

@test "a hook that refuses a message stops the release, and --no-verify goes on without it" {
  sample_repository work
  hook commit-msg <<<$'#!/bin/sh\necho "no ticket in: $(head -1 "$1")"\nexit 1'
  local before
  before=$(git for-each-ref)
  relctl_run bump
  expect 5 ''
  contains "$err" 'the hook commit-msg refused the commit'
  contains "$err" 'no ticket in: chore(release): sample 1.2.4'
  contains "$err" '--no-verify'
  equal "$(git for-each-ref)" "$before"
  settled
  relctl_run bump --no-verify
  expect 0 1.2.4
  settled
}

@test "a hook may not take away what relctl knows its commits by" {
  sample_repository work
  hook commit-msg <<<$'#!/bin/sh\necho "chore: release" >"$1"'
  relctl_run bump
  expect 5 ''
  contains "$err" 'the hook commit-msg changed the Relctl- trailers of the message'
  hook commit-msg <<<$'#!/bin/sh\n: >"$1"'
  relctl_run bump
  expect 5 ''
  contains "$err" 'the hook commit-msg left no message'
}

# without_versions: a service without version files and tags, which runs as 1.4.0.
without_versions() {
  sample_repository work
  sed -i 's/^    version_files.*//' relctl.yaml
  sed -i 's/1\.2\.3/1.4.0/' kubernetes/deploy/*/kustomization.yaml
  git tag | xargs -r git tag -d
  git add -A && git commit -qm 'chore: as it was'
}

@test "a pattern takes the line that begins with it, and every match where it counts all" {
  sample_repository work
  printf 'TOOL_VERSION := 1.22.3\nVERSION := 1.2.3\n' >Makefile
  printf 'docker pull app:1.2.3\ndocker run app:1.2.3\n' >USAGE
  sed -i "s|version_files: .*|version_files: [pyproject.toml, {path: Makefile, pattern: '^VERSION := {version}'}, {path: USAGE, pattern: 'app:{version}\$', count: all}]|" relctl.yaml
  git add -A
  git commit -qm "feat: files"
  relctl_run bump
  expect 0 1.2.4
  settled
  equal "$(cat Makefile)" $'TOOL_VERSION := 1.22.3\nVERSION := 1.2.4'
  equal "$(cat USAGE)" $'docker pull app:1.2.4\ndocker run app:1.2.4'
  relctl verify HEAD
}

@test "the build number of an app rises with its version, is told, and is no part of it" {
  sample_repository work
  printf 'name: app\nversion: 1.2.3+45\n' >pubspec.yaml
  sed -i 's|version_files: .*|version_files: [pyproject.toml, pubspec.yaml]|' relctl.yaml
  git add -A
  git commit -qm "feat: an app"
  relctl_run current
  expect 0 1.2.3
  relctl_run bump
  expect 0 1.2.4
  contains "$err" "pubspec.yaml: the build number 45 becomes 46."
  equal "$(cat pubspec.yaml)" $'name: app\nversion: 1.2.4+46'
  relctl verify HEAD
}

@test "a first release is above what runs, or asks for the version" {
  without_versions
  relctl_run bump
  expect 4 ''
  contains "$err" 'sample has no release yet, and dev runs 1.4.0'
  contains "$err" 'relctl bump 1.5.0'
  relctl_run next minor
  expect 4 ''
  relctl_run bump 1.5.0
  expect 0 1.5.0
  contains "$(cat kubernetes/deploy/dev/kustomization.yaml)" 'newTag: "1.5.0"'
}

@test "a first release asks for the version where tags of another form hold some" {
  without_versions
  sed -i 's/1\.4\.0/latest/' kubernetes/deploy/*/kustomization.yaml
  git commit -qam 'chore: latest' && git tag release-2.0.0
  relctl_run bump
  expect 4 ''
  contains "$err" 'there is the tag release-2.0.0'
  git tag -d release-2.0.0 && git tag v1.2.3.4
  relctl_run bump
  expect 0 0.0.1
}

@test "a bump writes nothing lower than what runs, unless the version is named" {
  sample_repository work
  sed -i 's/1\.2\.3/2.0.0/' kubernetes/deploy/dev/kustomization.yaml
  git commit -qam 'chore: dev' && change
  relctl_run bump
  expect 4 ''
  contains "$err" 'dev runs sample 2.0.0, and 1.2.4 would be lower'
  relctl_run bump --no-deploy
  expect 0 1.2.4
  relctl_run bump 1.2.5
  expect 0 1.2.5
}

@test "the line that pushes names the tags of earlier releases that wait, and no others" {
  sample_repository work
  git init -q --bare ../bare.git
  git remote add origin "file://$BATS_TEST_TMPDIR/bare.git"
  git push -q -u origin main
  git tag -a mine -m 'a note of my own'
  relctl_run bump minor
  expect 0 1.3.0
  contains "$err" 'next: git push --atomic origin refs/heads/main refs/tags/v1.3.0'
  echo more >src/more.py && git add -A && git commit -q -m 'fix: more'
  relctl_run bump patch
  expect 0 1.3.1
  contains "$err" 'next: git push --atomic origin refs/heads/main refs/tags/v1.3.0 refs/tags/v1.3.1'
  eval "$(sed -n 's/^next: //p' <<<"$err")"
  equal "$(git ls-remote --tags origin | grep -c 'refs/tags/v1.3.[01]$')" 2
}
