#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# guard and merges that git makes: what it makes of both sides passes, what somebody invents does not.
load guarded.bash

setup() {
  guarded_repository
  # A list that people wrote once, with entries beside relctl's.
  local name
  for name in dev staging production; do
    cat >"deploy/$name/kustomization.yaml" <<'YAML'
resources:
  - app.yaml
namePrefix: a-
images:
  - name: ghcr.io/acme/sample
    newTag: 1.0.0
  - name: busybox
    newTag: "1.36"
nameSuffix: -z
YAML
  done
  git commit -q -a -m "lists"
  git tag -f base
}

teardown() { stop_servers; }

# adopted FILE EXPRESSION: the file changed by sed, and adopted.
adopted() {
  sed -i "$2" "$1"
  relctl adopt -q "$1" --reason "wanted" >/dev/null
  git add -A
  git commit -q -m "settings"
}

@test "main bumped dev while the branch promoted production" {
  release
  git checkout -q -b feature
  relctl promote -q staging production --branch feature >/dev/null
  git checkout -q main
  release
  git merge -q --no-edit feature
  equal "$(git rev-list --count --min-parents=2 base..HEAD)" 1
  passed
  grep -q 1.0.1 deploy/production/kustomization.yaml
  grep -q 1.0.2 deploy/dev/kustomization.yaml
}

@test "one side adds an entry while the other bumps its neighbour" {
  git checkout -q -b feature
  adopted deploy/dev/kustomization.yaml 's/^nameSuffix/  - name: envoy\n    newTag: v1\nnameSuffix/'
  git checkout -q main
  release
  git merge -q --no-edit feature
  passed
  grep -q envoy deploy/dev/kustomization.yaml
}

@test "both changed neighbouring lines: either side may be taken, a third may not" {
  git checkout -q -b feature
  adopted deploy/dev/kustomization.yaml 's/^namePrefix: .*/namePrefix: b-/; s/^images:/images: # ours/'
  git checkout -q main
  adopted deploy/dev/kustomization.yaml 's/^namePrefix: .*/namePrefix: c-/'
  run git merge --no-edit feature
  [ "$status" -ne 0 ]
  git checkout -q --ours deploy/dev .relctl
  git add -A
  git commit -q -m "merge: ours"
  passed
  git checkout -q --theirs deploy .relctl 2>/dev/null || git checkout -q HEAD^2 -- deploy .relctl
  git commit -q -a --amend -m "merge: theirs"
  passed
  sed -i 's/^namePrefix: .*/namePrefix: evil-/' deploy/dev/kustomization.yaml
  git commit -q -a --amend -m "merge: evil"
  refused namePrefix
}

@test "one side wrote the file in another layout while the other bumped it" {
  git checkout -q -b feature
  adopted deploy/dev/kustomization.yaml \
    '/^  - name: ghcr/,/newTag: 1.0.0/d; s/^images:/images:\n  - {name: ghcr.io\/acme\/sample, newTag: 1.0.0}/'
  git checkout -q main
  release
  run git merge --no-edit feature
  [ "$status" -ne 0 ]
  git checkout -q --theirs deploy/dev
  sed -i 's/newTag: 1.0.0/newTag: 1.0.1/' deploy/dev/kustomization.yaml
  git add -A
  git commit -q -m "merge: their layout, our tag"
  passed
  sed -i 's/newTag: 1.0.1/newTag: 1.0.7/' deploy/dev/kustomization.yaml
  git commit -q -a --amend -m "merge: their layout, a tag of nobody's"
  refused "tag 1.0.7"
}

@test "branches that were merged crosswise may be merged again" {
  git checkout -q -b feature
  release
  git checkout -q main
  adopted deploy/staging/kustomization.yaml 's/^namePrefix: .*/namePrefix: s-/'
  git branch old
  git merge -q --no-edit feature
  git checkout -q feature
  git merge -q --no-edit old
  relctl promote -q staging --branch feature >/dev/null
  git checkout -q main
  adopted deploy/staging/kustomization.yaml 's/^nameSuffix: .*/nameSuffix: -y/'
  equal "$(git merge-base --all main feature | wc -l)" 2
  git merge -q --no-edit feature
  passed
  grep -q 1.0.1 deploy/staging/kustomization.yaml
  grep -q "nameSuffix: -y" deploy/staging/kustomization.yaml
}

@test "an evil merge is found in a pull request's ref, which nobody checked out by name" {
  git checkout -q -b feature
  relctl promote -q production --branch feature >/dev/null || true
  adopted deploy/production/kustomization.yaml 's/^namePrefix: .*/namePrefix: p-/'
  git checkout -q main
  release
  git checkout -q --detach
  git merge -q --no-edit feature
  git update-ref refs/pull/7/merge HEAD
  passed "HEAD^1..HEAD"
  sed -i 's/newTag: 1.0.0/newTag: 9.9.9/' deploy/production/kustomization.yaml
  git commit -q -a --amend -m "merge"
  relctl_run guard --range HEAD^1..HEAD
  expect 1
  contains "$out" "tag 9.9.9"
}

@test "a parent that brings nothing to a merge excuses neither a weaker config nor deletions" {
  local tree
  sed -i 's/^generated:.*/generated: []/' relctl.yaml
  git rm -q -r deploy/production
  git add -A
  tree=$(git write-tree)
  git reset -q --hard
  empty=$(git commit-tree -m empty "$(git mktree </dev/null)")
  for parent in "$empty" "$(git rev-list --max-parents=0 HEAD)"; do
    merge=$(git commit-tree -m merge -p base -p "$parent" "$tree")
    run relctl guard --range "base..$merge"
    [ "$status" -eq 1 ]
    contains "$output" "relctl.yaml"
    contains "$output" "deploy/production"
  done
}

@test "an octopus takes time by its parents, and not by their combinations" {
  {
    echo "resources: [app.yaml]"
    local i
    for i in $(seq 60); do printf '# line %s\n# -\n# -\n' "$i"; done
    printf 'images:\n  - name: ghcr.io/acme/sample\n    newTag: 1.0.0\n'
  } >deploy/production/kustomization.yaml
  git commit -q -a -m "a long list"
  git tag -f base
  local parents=()
  for i in $(seq 16); do
    git checkout -q -B side base
    adopted deploy/production/kustomization.yaml "s/^# line $((i * 3))\$/&\n# -\n# -/"
    parents+=(-p "$(git rev-parse HEAD)")
  done
  git checkout -q -B main base
  set_tag production 9.9.9
  git add -A
  git reset -q --hard "$(git commit-tree "${parents[@]}" -m octopus "$(git write-tree)")"
  relctl_run guard --range base..HEAD --timeout 10s
  expect 1
  contains "$out" "deploy/production/kustomization.yaml"
}

@test "a merge may not choose the side that has no hold, or an older relctl.yaml" {
  sed -i '/^generated:/d' relctl.yaml
  git commit -q -a -m "nothing is guarded"
  git branch old
  echo "generated: [deploy]" >>relctl.yaml
  git commit -q -a -m "guarded again"
  relctl hold -q production --reason freeze >/dev/null
  git tag -f base
  local chosen
  for chosen in .relctl relctl.yaml; do
    git checkout -q -B side old
    echo "$chosen" >note
    git add note
    git commit -q -m "beside"
    git merge -q --no-commit base
    git rm -r -q --cached "$chosen"
    git checkout -q old -- "$chosen" || true
    git commit -q -m "merge"
    refused "$chosen"
    git checkout -q -f -B main base
    git merge -q --no-ff --no-edit side~1
    passed
  done
}

@test "a branch that lifted a hold by an operation may be merged" {
  relctl hold -q production --reason freeze >/dev/null
  git tag -f base
  git checkout -q -b feature
  relctl unhold -q production --branch feature >/dev/null
  git checkout -q main
  change
  git merge -q --no-ff --no-edit feature
  passed
  git reset -q --hard HEAD~1
  git merge -q --squash feature
  git commit -q --no-edit
  contains "$(git log -1 --format=%B)" "    Relctl-Operation: unhold"
  passed
}
