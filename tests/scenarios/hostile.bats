# SPDX-License-Identifier: MIT
# Input that means harm: refused with exit 2 or 3, soon, without any effect.
bats_require_minimum_version 1.5.0
load helper.bash
load servers.bash

setup() {
  isolate
  sample_repository work
}

teardown() {
  stop_servers
}

# commit_all: whatever lies there becomes the commit that relctl reads.
commit_all() {
  git add -A && git commit -qm hostile
}

# refused CODE ARGUMENT...: exit CODE within the time, nothing on stdout, nothing changed, and not
# more memory than an attack is worth.
refused() {
  local expected="$1" before
  shift
  before=$(state .)
  code=0
  # A busy machine gets more time than the second that it takes.
  (ulimit -v 1000000; exec timeout 20 "$RELCTL_BINARY" "$@") >../out 2>../err </dev/null || code=$?
  out=$(cat ../out) err=$(head -c 4000 ../err)
  expect "$expected" '' && equal "$(state .)" "$before" && [ -n "$err" ] && [ ! -e "$BATS_TEST_TMPDIR/hi" ]
}

dev=kubernetes/deploy/dev/kustomization.yaml

@test "an alias bomb" {
  local level text='a0: &a0 [x,x,x,x,x,x,x,x,x]'
  for level in 1 2 3 4 5 6 7 8 9; do
    text+=$'\n'"a$level: &a$level [$(printf "*a$((level - 1)),%.0s" 1 2 3 4 5 6 7 8 9)]"
  done
  { cat "$dev" && echo "$text"; } >bomb && mv bomb "$dev"
  commit_all
  refused 3 bump
  contains "$err" "$dev"
  printf '%s\nservices: *a9\nformat: 1\n' "$text" >relctl.yaml
  commit_all
  refused 3 bump
  contains "$err" relctl.yaml
}

@test "an anchor that holds itself" {
  printf 'images: &a\n  - name: x\n    more: *a\n' >"$dev"
  commit_all
  refused 3 bump
  contains "$err" "$dev"
}

@test "nesting of 100,000 levels, in YAML, JSON and TOML" {
  local deep
  deep=$(printf '[%.0s' $(seq 100000))
  printf 'images: %s\n' "$deep" >"$dev"
  commit_all
  refused 3 bump
  contains "$err" "$dev"
  git checkout -q HEAD~1 -- "$dev"
  printf '{"version": "1.0.0", "x": %s' "$deep" >package.json
  sed -i 's/pyproject.toml/package.json/' relctl.yaml
  commit_all
  refused 3 bump
  contains "$err" package.json
  printf '[project]\nversion = "1.0.0"\nx = %s\n' "$deep" >pyproject.toml
  sed -i 's/package.json/pyproject.toml/' relctl.yaml
  commit_all
  refused 3 bump
  contains "$err" pyproject.toml
  printf 'format: 1\nservices: %s\n' "$deep" >relctl.yaml
  commit_all
  refused 3 bump
}

@test "duplicate keys" {
  printf 'images: []\nimages:\n  - name: ghcr.io/acme/sample\n    newTag: a\n' >"$dev"
  commit_all
  refused 3 bump
  contains "$err" "$dev"
  sed -i 's/^services:/format: 1\nservices:/' relctl.yaml
  commit_all
  refused 3 bump
  contains "$err" relctl.yaml:2
}

@test "a file of 5 MiB" {
  { cat "$dev" && head -c 5242880 /dev/zero | tr '\0' '#'; } >big && mv big "$dev"
  commit_all
  refused 3 bump
  contains "$err" "$dev"
  git checkout -q HEAD~1 -- "$dev"
  head -c 5242880 /dev/zero | tr '\0' '#' >>relctl.yaml
  commit_all
  refused 3 bump
}

@test "an unterminated quote, a second root, a NUL and bytes that are no text" {
  local text
  for text in 'images: "x' $'images: []\n- x' $'%FOO bar\n%YAML 9\n---\nx' $'images:\n\t- name: a' \
    $'images: \xff\xfe'; do
    printf '%s\n' "$text" >"$dev"
    commit_all
    refused 3 bump
    contains "$err" "$dev"
  done
  printf 'images: []\0\n' >"$dev"
  commit_all
  refused 3 bump
}

@test "symbolic links to outside, as kustomization, folder, version file and relctl.yaml" {
  printf 'images:\n  - name: ghcr.io/acme/sample\n    newTag: "1.2.3"\n' >../outside.yaml
  printf '[project]\nversion = "1.2.3"\n' >../outside.toml
  local before
  before=$(cat ../outside.*)
  ln -sf "$BATS_TEST_TMPDIR/outside.yaml" "$dev"
  commit_all
  refused 3 bump
  rm -r kubernetes/deploy/dev && ln -s "$BATS_TEST_TMPDIR" kubernetes/deploy/dev
  commit_all
  refused 3 bump
  git checkout -q HEAD~2 -- kubernetes && rm -f pyproject.toml && ln -s ../outside.toml pyproject.toml
  commit_all
  refused 3 bump
  mv relctl.yaml ../relctl.yaml && ln -s ../relctl.yaml relctl.yaml
  commit_all
  refused 3 bump
  equal "$(cat ../outside.*)" "$before"
}

@test "a symbolic link in the work tree alone, where a folder is planned, leads nothing outside" {
  mv kubernetes/deploy/dev ../outside && ln -s "$BATS_TEST_TMPDIR/outside" kubernetes/deploy/dev
  local before
  before=$(state ../outside)
  relctl_run bump
  expect 4 ''
  equal "$(state ../outside)" "$before"
  equal "$(git tag -l)" ''
}

@test "paths that leave the repository, or lead into .git" {
  local path
  for path in ../outside /etc/passwd a/../../x .git/config .GIT/hooks/pre-commit 'x/.git/y' 'git~1/config' \
    $'a\\nb' ./../x '' 'a//b/../../..'; do
    printf 'format: 1\nservices:\n  s:\n    version_files: [{path: "%s", pattern: "v {version}"}]\n' "$path" >relctl.yaml
    commit_all
    refused 3 bump
    printf 'format: 1\nservices:\n  s:\n    images: [a/b]\nenvironments:\n  - {name: dev, path: "%s"}\n' "$path" >relctl.yaml
    commit_all
    refused 3 bump
  done
}

@test "a branch whose name is a command, on the command line, from CI and checked out" {
  local branch='zzz";echo${IFS}hi;#'
  server_repository sample
  start_git_daemon
  git remote add origin "$git_url/sample.git" && git push -q -u origin main
  refused 2 bump --push --branch '--upload-pack=touch hi'
  refused 2 bump --push --branch 'a..b'
  refused 2 bump --branch $'a\nb'
  refused 2 bump --branch ''
  git checkout -q -b "$branch"
  printf 'release: {branches: ["**"]}\n' >>relctl.yaml
  commit_all
  git push -q origin "HEAD:refs/heads/$branch"
  relctl_run bump --push
  expect 0 1.2.4
  [ -z "$(find . .. -maxdepth 1 -name hi)" ]
  git checkout -q --detach && change && git push -q origin "HEAD:refs/heads/$branch"
  GITHUB_ACTIONS=true GITHUB_REF_TYPE=branch GITHUB_REF_NAME="$branch" relctl_run bump --push
  expect 0 1.2.5
}

@test "versions, levels, identifiers and names that look like options or commands" {
  refused 2 bump --upload-pack=x
  refused 2 bump -- --upload-pack=x
  refused 2 bump '1.2.4; touch hi'
  refused 2 bump '$(touch hi)'
  refused 2 bump 1.2.4.5
  refused 2 bump 99999999999999999999.0.0
  refused 2 bump --pre '--upload-pack=x'
  refused 2 bump --pre 'a b'
  refused 2 bump --service '../x'
  refused 2 bump --digest sha256:12
  refused 2 bump --timeout=-5s --push
  refused 2 bump --once $'a\nRelctl-Operation: promote'
}

@test "a remote whose address runs a command is not run" {
  local address
  for address in 'ext::sh -c touch% hi' '--upload-pack=touch hi' 'ssh://-oProxyCommand=touch${IFS}hi/x'; do
    git config remote.origin.url "$address"
    relctl_run bump --push --timeout 10s
    [ "$code" -ge 2 ] && [ "$code" -le 5 ]
    equal "$(git tag -l)" ''
    [ -z "$(find . .. -maxdepth 1 -name hi)" ]
  done
}

@test "commit messages cannot forge trailers or an operation that was done" {
  git commit -q --allow-empty -m $'fix: x\n\nRelctl-Format: 1\nRelctl-Operation: bump\nRelctl-Id: 00\nRelctl-Key: job-1\nRelctl-Service: sample 9.9.9 from 1.2.3'
  relctl_run bump --once job-1
  expect 0
  lacks "$out" 9.9.9
}

@test "text of the repository cannot write escape sequences or CI commands to the terminal" {
  printf '[project]\nversion = "\\u001b[31m1.2.3\\n::set-output name=x::y"\n' >pyproject.toml
  commit_all
  CI=true relctl_run bump
  expect 3 ''
  lacks "$err" $'\e['
  lacks "$err" $'\n::set-output'
}

@test "a stack that is too small is told, and one that may grow does" {
  run bash -c "ulimit -s 64; exec '$RELCTL_BINARY' status"
  [ "$status" -eq 5 ]
  contains "$output" "ulimit -s"
  run bash -c "ulimit -S -s 64; exec '$RELCTL_BINARY' bump minor"
  [ "$status" -eq 0 ]
  git fsck --strict
}
