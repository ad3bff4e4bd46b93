# SPDX-License-Identifier: MIT
# Generated files stay generated: guard, hooks, adopt and generate, on real repositories.
load servers.bash

setup() {
  export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1 GIT_TERMINAL_PROMPT=0
  export GIT_AUTHOR_NAME=Ada GIT_AUTHOR_EMAIL=ada@example.org
  export GIT_COMMITTER_NAME=Ada GIT_COMMITTER_EMAIL=ada@example.org
  export PATH="$(dirname "$RELCTL"):$PATH"
  unset CI
  repo="$BATS_TEST_TMPDIR/repo"
  git init -q -b main "$repo"
  cd "$repo"
  mkdir -p deploy/dev deploy/staging deploy/production
  cat >relctl.yaml <<CONFIG
format: 1
services:
  sample:
    version_files: [VERSION]
    images: [ghcr.io/acme/sample]
environments:
  - {name: dev, path: deploy/dev}
  - {name: staging, path: deploy/staging}
  - {name: production, path: deploy/production}
generated: [deploy]
CONFIG
  echo 1.0.0 >VERSION
  local environment
  for environment in dev staging production; do
    printf 'resources: [app.yaml]\nimages:\n  - name: ghcr.io/acme/sample\n    newTag: 1.0.0\n' \
      >deploy/$environment/kustomization.yaml
    printf 'kind: Pod\nspec:\n  containers:\n    - image: ghcr.io/acme/sample\n' \
      >deploy/$environment/app.yaml
  done
  git add -A
  git commit -q -m first
  git tag base
}

teardown() {
  stop_servers
}

set_tag() { sed -i "s/newTag: .*/newTag: $2/" "deploy/$1/kustomization.yaml"; }

# change COMMAND...: makes a commit of what the command does.
change() {
  "$@"
  git add -A
  git commit -q -m "chore(release): sample 9.9.9" --author "relctl <relctl@example.org>"
}

release() {
  echo "// $RANDOM" >>main.cpp
  git add -A
  git commit -q -m "fix: something"
  relctl bump -q >/dev/null
}

guard_refuses() {
  run relctl guard --range base..HEAD
  [ "$status" -eq 1 ]
  [[ "$output" == *"$1"* ]]
  git reset -q --hard base
}

@test "guard refuses what no operation makes, whoever signs it" {
  change set_tag production 9.9.9
  guard_refuses "deploy/production/kustomization.yaml:3: images"
  change touch deploy/dev/extra.yaml
  guard_refuses "deploy/dev/extra.yaml"
  change git rm -q deploy/staging/app.yaml
  guard_refuses "was deleted by hand"
  change git mv deploy elsewhere
  guard_refuses "deploy/dev/app.yaml"
  change chmod +x deploy/dev/app.yaml
  guard_refuses "100755"
  change ln -s /etc/passwd deploy/dev/link
  guard_refuses "symbolic link"
  change sed -i /generated/d relctl.yaml
  change set_tag production 9.9.9
  guard_refuses "relctl.yaml: generated"
}

@test "forged trailers prove nothing" {
  release
  message=$(git log -1 --format=%B | sed 's/1\.0\.1/6.6.6/g; s/dev/production/')
  set_tag production 6.6.6
  git commit -q -a -m "$message"
  run relctl guard --range base..HEAD
  [ "$status" -eq 1 ]
  [[ "$output" == *"tag 6.6.6"* ]]
  run relctl guard --json --range base..HEAD
  [[ "$output" == *'"good": false'* ]]
}

@test "honest commits pass, squashed, rebased, reverted and picked" {
  release
  relctl promote -q staging production >/dev/null
  release
  relctl promote -q staging >/dev/null
  relctl rollback -q staging --all >/dev/null
  relctl guard --range base..HEAD
  honest=$(git rev-parse HEAD)

  git checkout -q -b squashed base
  git merge -q --squash "$honest"
  git commit -q -m "all at once"
  relctl guard --range base..HEAD

  git checkout -q -b rebased base
  echo text >README.md
  git add -A
  git commit -q -m "docs"
  git rebase -q rebased "$honest"
  [ "$(git merge-base HEAD rebased)" = "$(git rev-parse rebased)" ]
  [ "$(git rev-parse HEAD)" != "$honest" ]
  relctl guard --range base..HEAD

  git checkout -q -b reverted "$honest"
  git revert --no-edit HEAD HEAD~1 >/dev/null
  relctl guard --range base..HEAD

  git checkout -q -b picked base
  git cherry-pick base.."$honest" >/dev/null
  relctl guard --range base..HEAD
}

@test "a merge of a release on main and a promotion on a branch passes, an evil one does not" {
  git checkout -q -b feature
  release
  relctl promote -q staging production --branch feature >/dev/null
  git checkout -q main
  echo 2.0.0 >VERSION
  set_tag dev 2.0.0
  git commit -q -a -m "a release"
  git merge -q --no-commit feature || true
  git checkout -q --ours VERSION deploy/dev/kustomization.yaml
  git add -A
  git commit -q -m "merge"
  git checkout -q --detach
  relctl guard --range base..HEAD
  set_tag staging 7.7.7
  git commit -q -a --amend -m "evil merge"
  run relctl guard --range base..HEAD
  [ "$status" -eq 1 ]
}

@test "a shallow clone that cannot tell says what to do" {
  release
  git clone -q --depth 1 "file://$repo" "$BATS_TEST_TMPDIR/shallow"
  cd "$BATS_TEST_TMPDIR/shallow"
  run relctl guard --range "$(git -C "$repo" rev-parse base)..HEAD"
  [ "$status" -eq 5 ]
  [[ "$output" == *"git fetch"* ]]
}

@test "pre-receive on a bare repository: honest pushes land, others leave nothing" {
  server_repository sample
  start_git_daemon
  local bare="$servers_root/repos/sample.git"
  git push -q "$git_url/sample.git" main
  printf '#!/bin/sh\nexec relctl guard --pre-receive\n' >"$bare/hooks/pre-receive"
  chmod +x "$bare/hooks/pre-receive"
  git remote add origin "$git_url/sample.git"
  git fetch -q
  echo "// x" >main.cpp
  git add -A
  git commit -q -m "feat: something"
  git push -q origin main
  relctl bump -q --push >/dev/null
  local good
  good=$(git -C "$bare" rev-parse main)
  [ "$good" = "$(git rev-parse HEAD)" ]
  set_tag production 9.9.9
  git commit -q -a -m "by hand"
  run git push origin main
  [ "$status" -ne 0 ]
  [[ "$output" == *"tag 9.9.9"* ]]
  run git push origin main:refs/heads/new
  [ "$status" -ne 0 ]
  [ "$(git -C "$bare" rev-parse main)" = "$good" ]
  git push -q origin HEAD~1:refs/heads/other
  git push -q origin :refs/heads/other
  run bash -c "cd '$bare' && printf 'nonsense\n' | relctl guard --pre-receive"
  [ "$status" -eq 2 ]
}

@test "hooks are installed beside those that are there, and go cleanly" {
  mkdir -p .githooks
  printf '#!/bin/sh\necho called >>"%s/calls"\n' "$BATS_TEST_TMPDIR" >.githooks/pre-commit
  chmod +x .githooks/pre-commit
  cp .githooks/pre-commit "$BATS_TEST_TMPDIR/before"
  git config core.hooksPath .githooks
  run relctl hooks status
  [ "$status" -eq 1 ]
  relctl hooks install
  relctl hooks install
  relctl hooks status
  set_tag dev 9.9.9
  run git commit -a -m "by hand"
  [ "$status" -ne 0 ]
  [[ "$output" == *"only relctl writes this file"* ]]
  [ "$(cat "$BATS_TEST_TMPDIR/calls")" = called ]
  git checkout -q deploy
  release
  relctl hooks uninstall
  cmp .githooks/pre-commit "$BATS_TEST_TMPDIR/before"
  [ ! -e .githooks/pre-push ]
  [ ! -e .githooks/pre-commit.relctl-chained ]
}

@test "pre-push stops what was committed by hand, and lets relctl's own pushes pass" {
  server_repository sample
  start_git_daemon
  git remote add origin "$git_url/sample.git"
  git push -q origin main
  relctl hooks install >/dev/null
  release
  git push -q origin main
  echo "// y" >>main.cpp
  git commit -q -a -m "fix: more"
  git push -q origin main
  relctl bump -q --push >/dev/null
  set_tag production 9.9.9
  git commit -q -a --no-verify -m "by hand"
  run git push origin main
  [ "$status" -ne 0 ]
  [[ "$output" == *"tag 9.9.9"* ]]
}

@test "adopted content passes, committed after its record" {
  relctl hooks install >/dev/null
  echo "kind: ConfigMap" >deploy/dev/config.yaml
  git add -A
  run git commit -m "by hand"
  [ "$status" -ne 0 ]
  git reset -q
  relctl adopt deploy/dev/config.yaml --reason "settings of dev"
  git add -A
  git commit -q -m "settings"
  relctl guard --range base..HEAD
}

@test "generate writes what its source says and keeps the images" {
  mkdir -p overlays/dev
  mv deploy/dev/app.yaml overlays/dev/
  printf 'resources: [app.yaml]\n' >overlays/dev/kustomization.yaml
  sed -i 's|path: deploy/dev|path: deploy/dev, source: overlays/dev|' relctl.yaml
  git add -A
  git commit -q -m "dev has a source"
  run relctl generate --check
  [ "$status" -eq 1 ]
  [[ "$output" == *"deploy/dev/kustomization.yaml"* ]]
  run relctl diff generate
  [[ "$output" == *"+  - ../../overlays/dev"* ]]
  git tag -f base
  relctl generate
  relctl generate --check
  grep -q "newTag: 1.0.0" deploy/dev/kustomization.yaml
  relctl guard --range base..HEAD
}

@test "verify tells good operations from others" {
  release
  relctl promote -q staging >/dev/null
  relctl hold -q production --reason freeze >/dev/null
  run relctl verify base..HEAD
  [ "$status" -eq 0 ]
  [[ "$output" != *bad* ]]
  relctl verify --all staging
  run relctl verify base
  [ "$status" -eq 1 ]
  set_tag staging 6.6.6
  git commit -q -a --amend --no-edit
  run relctl verify HEAD
  [ "$status" -eq 1 ]
  [[ "$output" == *"deploy/staging/kustomization.yaml"* ]]
}

@test "verify accepts the committed histories of every format for ever" {
  local stream
  for stream in "$BATS_TEST_DIRNAME"/../golden/histories/*.stream; do
    git init -q -b main "$BATS_TEST_TMPDIR/history"
    cd "$BATS_TEST_TMPDIR/history"
    git fast-import --quiet <"$stream"
    run relctl verify "$(git rev-list --max-parents=0 main)..main"
    echo "$output"
    [ "$status" -eq 0 ]
    [ "${#lines[@]}" -eq 6 ]
    [[ "$output" != *another* ]]
    rm -rf "$BATS_TEST_TMPDIR/history"
  done
}
