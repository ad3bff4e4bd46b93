#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# guard --range: what no operation makes is found, what honest people do passes.
load guarded.bash

setup() { guarded_repository; }

teardown() { stop_servers; }

@test "guard refuses what no operation makes, whoever signs it" {
  by_hand set_tag production 9.9.9
  refused "deploy/production/kustomization.yaml:3: images"
  git reset -q --hard base
  by_hand touch deploy/dev/extra.yaml
  refused "deploy/dev/extra.yaml"
  git reset -q --hard base
  by_hand git rm -q deploy/staging/app.yaml
  refused "was deleted by hand"
  git reset -q --hard base
  by_hand git mv deploy elsewhere
  refused "deploy/dev/app.yaml"
  git reset -q --hard base
  by_hand chmod +x deploy/dev/app.yaml
  refused "100755"
  git reset -q --hard base
  by_hand ln -s /etc/passwd deploy/dev/link
  refused "symbolic link"
  git reset -q --hard base
  by_hand sed -i /generated/d relctl.yaml
  by_hand set_tag production 9.9.9
  refused "relctl.yaml: generated"
  git reset -q --hard base
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
  passed
  honest=$(git rev-parse HEAD)

  git checkout -q -b squashed base
  git merge -q --squash "$honest"
  git commit -q -m "all at once"
  passed

  git checkout -q -b rebased base
  echo text >README.md
  git add -A
  git commit -q -m "docs"
  git rebase -q rebased "$honest"
  [ "$(git merge-base HEAD rebased)" = "$(git rev-parse rebased)" ]
  [ "$(git rev-parse HEAD)" != "$honest" ]
  passed

  git checkout -q -b reverted "$honest"
  git revert --no-edit HEAD HEAD~1 >/dev/null
  passed

  git checkout -q -b picked base
  git cherry-pick base.."$honest" >/dev/null
  passed
}

@test "a shallow clone that cannot tell says what to do" {
  release
  git clone -q --depth 1 "file://$repo" "$BATS_TEST_TMPDIR/shallow"
  cd "$BATS_TEST_TMPDIR/shallow"
  run relctl guard --range "$(git -C "$repo" rev-parse base)..HEAD"
  [ "$status" -eq 5 ]
  [[ "$output" == *"git fetch"* ]]
}
