# SPDX-License-Identifier: MIT
# Every layout of examples/, from `relctl init` to a promotion, against a server.
load servers.bash

root="$BATS_TEST_DIRNAME/../.."
golden="$root/tests/golden/init"

setup() {
  export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1 GIT_TERMINAL_PROMPT=0
  export GIT_AUTHOR_NAME=Ada GIT_AUTHOR_EMAIL=ada@example.org
  export GIT_COMMITTER_NAME=Ada GIT_COMMITTER_EMAIL=ada@example.org
  unset CI GITHUB_OUTPUT GITHUB_STEP_SUMMARY GITHUB_ACTIONS
  relctl="${RELCTL:-$root/build/src/relctl}"
}

teardown() {
  stop_servers
}

# clone_example LAYOUT [BRANCH...]: a published repository of the example, in $PWD.
clone_example() {
  local layout="$1" branch
  shift
  server_repository "$layout"
  start_git_daemon
  cp -r "$root/examples/$layout" "$BATS_TEST_TMPDIR/$layout"
  cd "$BATS_TEST_TMPDIR/$layout"
  git init -q -b main
  git add -A
  git commit -q -m "feat: everything"
  git remote add origin "$git_url/$layout.git"
  git push -q -u origin main
  for branch in "$@"; do git push -q origin "main:$branch"; done
  git fetch -q
}

# adopt LAYOUT: init writes the golden relctl.yaml, which passes the check and is committed.
adopt() {
  "$relctl" init </dev/null
  if [ -n "${UPDATE:-}" ]; then mkdir -p "$golden" && cp relctl.yaml "$golden/$1.yaml"; fi
  diff -u "$golden/$1.yaml" relctl.yaml
  "$relctl" config check
  git add relctl.yaml
  git commit -q -m "chore: release with relctl"
  git push -q
}

# release EXPECTED: the preview is what the release does, and the release is what is expected.
release() {
  "$relctl" diff >"$BATS_TEST_TMPDIR/patch"
  [ -s "$BATS_TEST_TMPDIR/patch" ]
  [ "$("$relctl" bump --push)" = "$1" ]
  git diff HEAD~1 HEAD >"$BATS_TEST_TMPDIR/made"
  diff <(grep '^[-+]' "$BATS_TEST_TMPDIR/patch") <(grep '^[-+]' "$BATS_TEST_TMPDIR/made")
  [ -z "$(git status --porcelain)" ]
  [ "$(git ls-remote origin refs/heads/main | cut -f 1)" = "$(git rev-parse HEAD)" ]
  [ -z "$("$relctl" bump --push)" ]
}

promote() {
  "$relctl" promote "$@" --push
}

@test "a service with an overlay for each environment" {
  clone_example overlays
  adopt overlays
  release 1.2.4
  grep -q 'newTag: 1.2.4' kubernetes/deploy/dev/kustomization.yaml
  grep -q 'newTag: 1.2.3' kubernetes/deploy/staging/kustomization.yaml
  promote staging
  git pull -q
  grep -q 'newTag: 1.2.4' kubernetes/deploy/staging/kustomization.yaml
}

@test "a branch for each environment" {
  clone_example branches staging production
  adopt branches
  release 2.0.2
  promote staging
  git fetch -q
  git show origin/staging:kubernetes/kustomization.yaml | grep -q 'newTag: 2.0.2'
  git show origin/production:kubernetes/kustomization.yaml | grep -q 'newTag: 2.0.1'
  [ "$(git rev-parse origin/staging^2)" = "$(git rev-parse 'v2.0.2^{commit}')" ]
  promote production
  git fetch -q
  git show origin/production:kubernetes/kustomization.yaml | grep -q 'newTag: 2.0.2'
}

@test "a repository that holds deployments alone" {
  clone_example deployments
  adopt deployments
  promote staging --service api
  git pull -q
  grep -q 'newTag: 1.4.0' apps/api/overlays/staging/kustomization.yaml
  grep -q 'newTag: 1.3.2' apps/web/overlays/staging/kustomization.yaml
}

@test "a service that deploys into a repository of its own, as that README shows" {
  clone_example deployments
  adopt deployments
  git init -q --bare -b main "$servers_root/repos/api.git"
  git init -q -b main "$BATS_TEST_TMPDIR/api"
  cd "$BATS_TEST_TMPDIR/api"
  sed -n '/^```yaml$/,/^```$/p' "$root/examples/deployments/README.md" | sed '/^```/d' |
    sed "s|https://git.example.com/acme|$git_url|" >relctl.yaml
  echo 1.4.0 >VERSION
  git add -A
  git commit -q -m "feat: start"
  git push -q "$git_url/api.git" main
  git remote add origin "$git_url/api.git"
  [ "$("$relctl" bump --push)" = 1.4.1 ]
  promote staging
  cd "$BATS_TEST_TMPDIR/deployments"
  git pull -q
  grep -q 'newTag: 1.4.1' apps/api/overlays/dev/kustomization.yaml
  grep -q 'newTag: 1.4.1' apps/api/overlays/staging/kustomization.yaml
  "$relctl" verify --all staging
  "$relctl" rollback staging --service api --push
  git pull -q
  grep -q 'newTag: 1.3.2' apps/api/overlays/staging/kustomization.yaml
}

@test "five services in one repository" {
  clone_example monorepo
  adopt monorepo
  release "$(printf '%s\n' 'admin 3.0.5' 'api 1.4.1' 'billing 0.9.3' 'web 3.1.1' 'worker 0.3.1')"
  echo "print()" >services/api/new.py
  git add -A
  git commit -q -m "feat: more"
  git push -q
  [ "$("$relctl" bump minor --push)" = "api 1.5.0" ]
  promote staging
  git pull -q
  grep -A1 'shop-api' kubernetes/overlays/staging/kustomization.yaml | grep -q 'newTag: 1.5.0'
}

@test "Helm values" {
  clone_example helm
  adopt helm
  release 1.8.1
  grep -q 'tag: "1.8.1"  # written by relctl' chart/values-dev.yaml
  promote staging
  git pull -q
  grep -q 'tag: "1.8.1"  # written by relctl' chart/values-staging.yaml
  "$relctl" history dev | grep -q "^helm .* bump "
  "$relctl" status dev >"$BATS_TEST_TMPDIR/status"
  [ "$(grep -c drift "$BATS_TEST_TMPDIR/status")" -eq 0 ]
}

@test "plain manifests" {
  clone_example plain
  adopt plain
  release 0.5.1
  grep -q 'localhost:5000/acme/pinger:0.5.1' k8s/test/deployment.yaml
  promote prod
  git pull -q
  grep -q 'localhost:5000/acme/pinger:0.5.1' k8s/prod/deployment.yaml
}

@test "the commands of each README run, in their order" {
  local layout command environment
  for layout in overlays branches deployments monorepo helm plain; do
    cd "$BATS_TEST_TMPDIR"
    clone_example "$layout"
    while read -r command; do
      [[ "$command" != *promote* ]] || environment=$(cut -d ' ' -f 3 <<<"$command")
      (PATH="$(dirname "$relctl"):$PATH"; eval "$command") </dev/null
      if [[ "$command" == "relctl init"* ]]; then
        git add relctl.yaml
        git commit -q -m "chore: release with relctl"
        git push -q
      fi
    done < <(sed -n '/^```/q; s/^    //p' README.md)
    "$relctl" status "$environment" --json >"$BATS_TEST_TMPDIR/status"
    jq -e '[.environments[].services[] | select(.operation == "promote" and .waiting == null)] | length > 0' \
      "$BATS_TEST_TMPDIR/status"
    stop_servers
  done
}

@test "init overwrites nothing without --force, and -n writes nothing" {
  clone_example plain
  echo "mine" >relctl.yaml
  run "$relctl" init
  [ "$status" -eq 4 ]
  [ "$(cat relctl.yaml)" = "mine" ]
  "$relctl" init -n >"$BATS_TEST_TMPDIR/printed"
  [ "$(cat relctl.yaml)" = "mine" ]
  "$relctl" init --force
  diff "$BATS_TEST_TMPDIR/printed" relctl.yaml
  [ "$(git status --porcelain)" = "?? relctl.yaml" ]
}

@test "init --ci writes a pipeline beside relctl.yaml, whose scripts a shell reads" {
  clone_example monorepo
  "$relctl" init
  for kind in woodpecker github gitlab bitbucket circleci jenkins; do
    file=$("$relctl" init --ci "$kind" | tail -1)
    [ -s "$file" ]
    run "$relctl" init --ci "$kind"
    [ "$status" -eq 4 ]
    [ "$kind" = jenkins ] || python3 "$BATS_TEST_DIRNAME/pipeline_scripts.py" "$file"
  done
  run "$relctl" init --ci hudson
  [ "$status" -eq 2 ]
}

@test "the CI system hears what was released, and settings are a command line" {
  clone_example overlays
  "$relctl" init
  git add -A
  git commit -q -m "chore: release with relctl"
  git push -q
  export GITHUB_OUTPUT="$BATS_TEST_TMPDIR/output" GITHUB_STEP_SUMMARY="$BATS_TEST_TMPDIR/summary"
  export RELCTL_DOTENV="$BATS_TEST_TMPDIR/dotenv"
  [ "$(PLUGIN_LEVEL=minor PLUGIN_PUSH=true "$relctl")" = 1.3.0 ]
  grep -A1 '^version<<relctl_' "$GITHUB_OUTPUT" | grep -qx 1.3.0
  grep -qx 'RELCTL_TAG=v1.3.0' "$RELCTL_DOTENV"
  grep -q '| overlays |' "$GITHUB_STEP_SUMMARY"
  [ "$("$relctl" bump --output env -n | grep RELEASED= | head -1)" = RELCTL_RELEASED=false ]
  run env GITHUB_ACTIONS=true "$relctl" bump 1.3.0
  [ "$status" -eq 4 ]
  [[ "$output" == *"::error title=relctl::"* ]]
  run env PLUGIN_PUHS=true "$relctl"
  [ "$status" -eq 2 ]
}
