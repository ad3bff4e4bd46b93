# SPDX-License-Identifier: MIT
# Releases, comments and release requests on a real Gitea or Forgejo on loopback: the program that the
# variable GITEA names, or `gitea` or `forgejo` in PATH; GITEA_STATIC is its source where that program
# has no files of its own.

bats_require_minimum_version 1.5.0
load servers.bash

relctl() { "$RELCTL_BINARY" "$@"; }

setup() {
  gitea=${GITEA:-$(command -v gitea || command -v forgejo || true)}
  [ -n "$gitea" ] || skip "neither gitea nor forgejo is here: NOTHING is tried on a real server"
  export HOME="$BATS_TEST_TMPDIR" GIT_CONFIG_NOSYSTEM=1 CI=false GITEA_WORK_DIR="$BATS_TEST_TMPDIR/gitea"
  export RELCTL_TRUSTED_HOSTS=ACME_TOKEN
  unset GITHUB_RUN_ID CI_PIPELINE_ID
  git config --global user.name Ada
  git config --global user.email ada@example.com
  servers_listen start_gitea
  api="http://127.0.0.1:$servers_port/api/v1"
  as_server admin user create --admin --username acme --password canary-password-7 --email a@example.com \
    --must-change-password=false >/dev/null
  ACME_TOKEN=$(as_server admin user generate-access-token --username acme --token-name t --scopes all --raw)
  export ACME_TOKEN
  call POST user/repos '{"name": "sample", "default_branch": "main"}'
  git init -q -b main "$BATS_TEST_TMPDIR/work"
  cd "$BATS_TEST_TMPDIR/work"
  git remote add origin "http://acme:canary-password-7@127.0.0.1:$servers_port/acme/sample.git"
  cat >relctl.yaml <<CONFIG
format: 1
services:
  sample: {version_files: [VERSION], changelog: {path: CHANGELOG.md, from: commits}}
forge: {kind: gitea, api: "$api", token_env: ACME_TOKEN}
release:
  branches: [main]
  announce: {assets: ['dist/*'], comments: true}
CONFIG
  echo 1.0.0 >VERSION
  printf '# Changelog\n\n## [Unreleased]\n' >CHANGELOG.md
  echo dist/ >.gitignore
  mkdir dist
  printf archive >dist/a.tar.gz
  git add -A
  git commit -qm 'chore: start'
  git tag -m v1.0.0 v1.0.0
  git push -q origin main v1.0.0
  git remote set-head origin main
}

teardown() {
  stop_servers
}

# start_gitea PORT
start_gitea() {
  mkdir -p "$GITEA_WORK_DIR/custom/conf"
  cat >"$GITEA_WORK_DIR/custom/conf/app.ini" <<INI
RUN_USER = $(id -un)
[server]
HTTP_ADDR = 127.0.0.1
HTTP_PORT = $1
ROOT_URL = http://127.0.0.1:$1/
STATIC_ROOT_PATH = ${GITEA_STATIC:-}
DISABLE_SSH = true
OFFLINE_MODE = true
[database]
DB_TYPE = sqlite3
PATH = $GITEA_WORK_DIR/gitea.db
[security]
INSTALL_LOCK = true
[log]
LEVEL = Warn
INI
  # The server refuses to run as root unless it is told that this is meant.
  I_AM_BEING_UNSAFE_RUNNING_AS_ROOT=true servers_run gitea.log "$gitea" web
}

as_server() { I_AM_BEING_UNSAFE_RUNNING_AS_ROOT=true "$gitea" "$@"; }

# call METHOD PATH [JSON]: the answer of the server's own API.
call() {
  curl -sS -X "$1" "$api/$2" -H "Authorization: token $ACME_TOKEN" -H 'Content-Type: application/json' \
    ${3:+-d "$3"}
}

work() {
  echo "$1" >>src.txt
  git add -A
  git commit -qm "$1"
  git push -q origin main
}

@test "a release has its notes and files once, and its issues are told once" {
  call POST repos/acme/sample/issues '{"title": "It crashes"}' >/dev/null
  work 'fix: a crash (#1)'
  run --separate-stderr relctl bump auto --push
  [ "$status" -eq 0 ]
  [ "$output" = 1.0.1 ]
  run --separate-stderr relctl announce --json
  [ "$status" -eq 0 ]
  [ "$(jq -c '.announced[0] | [.release.state, .assets[0].state, .comments]' <<<"$output")" = \
    '["same","same",{"made":0,"there":1,"skipped":0}]' ]
  [ "$(call GET repos/acme/sample/releases | jq -c 'map([.tag_name, .draft, .prerelease, (.assets | map(.name))])')" = \
    '[["v1.0.1",false,false,["a.tar.gz"]]]' ]
  [[ "$(call GET repos/acme/sample/releases | jq -r '.[0].body')" == *'a crash'* ]]
  [ "$(call GET repos/acme/sample/issues/1/comments | jq length)" -eq 1 ]
  # Two at once, of a pre-release; and a file with other bytes.
  work 'feat: more'
  relctl -q bump minor --pre rc --push
  relctl -q announce 1.1.0-rc.1 &
  relctl -q announce 1.1.0-rc.1 || relctl -q announce 1.1.0-rc.1
  wait $! || relctl -q announce 1.1.0-rc.1
  [ "$(call GET repos/acme/sample/releases | jq -c 'map([.tag_name, .prerelease, (.assets | length)])')" = \
    '[["v1.1.0-rc.1",true,1],["v1.0.1",false,1]]' ]
  printf other >dist/a.tar.gz
  run --separate-stderr relctl announce 1.0.1
  [ "$status" -eq 4 ]
}

@test "a release request is kept up to date, and released once it is merged" {
  work 'feat: one'
  relctl -q bump auto --review
  work 'fix: two'
  relctl -q bump auto --review
  [ "$(call GET repos/acme/sample/pulls | jq -c 'map([.title, .state])')" = '[["chore(release): sample 1.1.0","open"]]' ]
  [[ "$(call GET repos/acme/sample/pulls/1 | jq -r .body)" == *one*two* ]]
  # The server looks for conflicts first.
  local try
  for try in $(seq 100); do
    call POST repos/acme/sample/pulls/1/merge '{"Do": "squash"}' >/dev/null
    [ "$(call GET repos/acme/sample/pulls/1 | jq -r .merged)" != true ] || break
  done
  git pull -q --ff-only origin main
  run --separate-stderr relctl bump auto --review
  [ "$status" -eq 0 ]
  [ "$output" = 1.1.0 ]
  [ "$(call GET repos/acme/sample/releases | jq -c 'map(.tag_name)')" = '["v1.1.0"]' ]
}
