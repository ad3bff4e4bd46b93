#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# Rendered environments, over git daemon: what is promoted is what runs.

load rendered.bash

setup() { rendered_repository; }

teardown() { stop_servers; }

@test "a release renders dev from its own tree, with the release's image, and leaves the others" {
  local source
  source=$(git rev-parse HEAD)
  relctl -q bump --push
  grep -q 'image: ghcr.io/acme/sample:1.0.1' kubernetes/deploy/dev/dev_deployment.apps_sample.yaml
  grep -q 'newTag: 1.0.1' kubernetes/deploy/dev/kustomization.yaml
  equal "$(revision_of dev)" "$source"
  [ ! -e kubernetes/deploy/staging ]
  relctl generate --check dev
}

@test "a path builds to what its overlay builds to with the images set" {
  command -v kubectl >/dev/null || { echo "# SKIPPED: there is no kubectl to build with" >&3; skip "no kubectl"; }
  released
  local name
  for name in dev staging production; do
    (cd "kubernetes/overlays/$name" && printf 'images: [{name: ghcr.io/acme/sample, newTag: 1.0.1}]\n' >>kustomization.yaml)
    equal "$(kubectl kustomize "kubernetes/deploy/$name")" "$(kubectl kustomize "kubernetes/overlays/$name")"
  done
}

@test "an edit of the base reaches dev by generate, and the others by promotions alone" {
  released
  base two
  change "fix: base"
  equal "$(runs dev) $(runs staging) $(runs production)" "one one one"
  relctl_run promote staging production --push
  expect 0
  equal "$(runs staging) $(runs production)" "one one"
  relctl -q generate dev --push
  equal "$(runs dev) $(runs staging) $(runs production)" "two one one"
  relctl -q promote production --push
  equal "$(runs production)" one
  relctl_run promote staging --push
  expect 0
  contains "$err" "changed Deployment/staging/sample"
  equal "$(runs staging) $(runs production)" "two one"
  relctl -q promote production --push
  equal "$(runs production)" two
}

@test "generate renders what the tip says, once, and never moves an image" {
  released
  local before
  before=$(commits)
  relctl_run generate dev --push
  expect 0
  equal "$(commits)" "$before"
  echo '# a comment changes no object' >>kubernetes/base/kustomization.yaml
  change "docs: comment"
  relctl_run generate --push
  expect 0
  equal "$(commits)" "$((before + 1))"
  base two
  change "fix: base"
  relctl_run generate --push
  expect 0
  equal "$(runs dev) $(runs staging)" "two one"
  grep -q 'newTag: 1.0.1' kubernetes/deploy/dev/kustomization.yaml
}

@test "generate of a held environment changes nothing, and is no failure" {
  released
  relctl -q hold dev --reason freeze --push
  base two
  change "fix: base"
  relctl_run generate dev --push
  expect 0
  contains "$err" "stays as it is"
  equal "$(runs dev)" one
}

@test "an edit of production's overlay alone is promoted though nothing before it changed" {
  released
  printf 'namePrefix: big-\n' >>kubernetes/overlays/production/kustomization.yaml
  change "feat: prefix"
  relctl -q promote staging --push
  relctl_run promote production --push
  expect 0
  grep -q 'name: big-sample' kubernetes/deploy/production/production_deployment.apps_big-sample.yaml
  [ ! -e kubernetes/deploy/production/production_deployment.apps_sample.yaml ]
}

@test "the preview is the patch that the promotion makes" {
  released
  base two
  change "fix: base"
  relctl -q generate dev --push
  relctl diff promote staging >"$BATS_TEST_TMPDIR/patch"
  git apply "$BATS_TEST_TMPDIR/patch"
  git add -A
  local tree
  tree=$(git write-tree)
  git reset -q --hard
  relctl -q promote staging --push
  equal "$(git rev-parse 'HEAD^{tree}')" "$tree"
}

@test "files of people in the path are listed and stay, unless keep names them" {
  mkdir -p kubernetes/deploy/dev
  echo hello >kubernetes/deploy/dev/README.md
  change "docs: hello"
  relctl_run generate dev --push
  expect 4
  contains "$err" README.md
  sed -i 's|render: kubernetes/overlays/dev|render: {path: kubernetes/overlays/dev, keep: [README.md]}|' relctl.yaml
  change "build: keep"
  relctl -q generate dev --push
  [ -e kubernetes/deploy/dev/README.md ]
  [ -e kubernetes/deploy/dev/kustomization.yaml ]
}

@test "what a source generated is rendered without a question, with the images it had" {
  sed -i 's|render: kubernetes/overlays/dev|source: kubernetes/overlays/dev|' relctl.yaml
  change "build: source"
  relctl -q bump --push
  sed -i 's|source: kubernetes/overlays/dev|render: kubernetes/overlays/dev|' relctl.yaml
  change "build: render"
  relctl -q generate dev --push
  grep -q 'image: ghcr.io/acme/sample:1.0.1' kubernetes/deploy/dev/dev_deployment.apps_sample.yaml
}

@test "a Secret in plain sight is refused, and let in by the configuration alone" {
  printf 'secretGenerator:\n  - name: login\n    literals: [password=hunter2]\n' >>kubernetes/base/kustomization.yaml
  change "feat: login"
  relctl_run generate dev
  expect 3
  contains "$err" "in plain sight"
  lacks "$err" hunter2
  sed -i 's|render: kubernetes/overlays/dev|render: {path: kubernetes/overlays/dev, secrets: true}|' relctl.yaml
  change "build: secrets"
  relctl -q generate dev --push
}

@test "an input that is not committed is not rendered" {
  released
  printf 'resources: [app.yaml, more.yaml]\n' >kubernetes/base/kustomization.yaml
  git add -A
  git commit -q -m "feat: more"
  printf 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: more}\n' >kubernetes/base/more.yaml
  relctl_run generate dev
  expect 3
  contains "$err" more.yaml
}

@test "an object with data goes away only where its name is said" {
  printf 'apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: disk}\nspec: {}\n' >kubernetes/base/disk.yaml
  sed -i 's/app.yaml/app.yaml, disk.yaml/' kubernetes/base/kustomization.yaml
  change "feat: disk"
  released
  base one
  change "feat: no disk"
  relctl_run generate dev --push
  expect 4
  contains "$err" "--remove PersistentVolumeClaim/dev/disk"
  relctl -q generate dev --remove PersistentVolumeClaim/disk --push
  relctl_run promote staging --push
  expect 4
  relctl -q promote staging --remove PersistentVolumeClaim/staging/disk --push
  [ ! -e kubernetes/deploy/staging/staging_persistent-volume-claim_disk.yaml ]
}

@test "a service held in production keeps its manifests too" {
  released
  relctl -q hold production --reason freeze --push
  base two
  change "fix: base"
  relctl -q generate dev --push
  relctl -q promote staging --push
  relctl_run promote production --push
  expect 0
  contains "$err" "The manifests of kubernetes/deploy/production stay"
  equal "$(runs production)" one
}

@test "a rollback brings back the last change, whichever half it was, and holds it" {
  released
  local first
  first=$(git rev-parse HEAD:kubernetes/deploy/production)
  base two
  change "fix: base"
  relctl -q generate dev --push
  relctl -q promote staging --push
  relctl -q promote production --push
  equal "$(runs production)" two
  relctl_run rollback production --all --push
  expect 0 1.0.1
  contains "$err" "changed Deployment/production/sample"
  equal "$(git rev-parse HEAD:kubernetes/deploy/production)" "$first"
  relctl_run rollback production --all --push
  expect 0
  contains "$err" "rolled back already"
  relctl_run promote production --push
  equal "$(runs production)" one
  relctl -q unhold production --push
  relctl -q promote production --push
  equal "$(runs production)" two
}

@test "a rollback takes an image back, and with --manifests the manifests alone" {
  released
  base two
  echo 2 >src/main.c
  change "fix: both"
  released
  equal "$(runs production)" two
  relctl -q rollback staging --manifests --push
  equal "$(runs staging)" one
  grep -q 'newTag: 1.0.2' kubernetes/deploy/staging/kustomization.yaml
  grep -q 'reason: its manifests were rolled back' .relctl/holds/staging.yaml
  relctl_run rollback production --service sample --to 1.0.1 --push
  expect 0 1.0.1
  equal "$(runs production)" one
  grep -q 'newTag: 1.0.1' kubernetes/deploy/production/kustomization.yaml
  git fetch -q
  relctl verify HEAD~1..HEAD
  relctl guard --range HEAD~2..HEAD
}

@test "status counts the manifests that wait, in objects and commits" {
  released
  base two
  change "fix: base"
  relctl_run status
  expect 0
  contains "$err$out" "dev: manifests wait: 3 objects, 1 commit"
  relctl -q generate dev --push
  relctl_run status staging
  contains "$err$out" "staging: manifests wait: 3 objects, 1 commit"
}

@test "a hand edit that somebody answered for is not undone by a promotion without a word" {
  released
  sed -i 's/level: one/level: urgent/' kubernetes/deploy/staging/staging_config-map_*
  change "fix: urgent

Relctl-Override: production is on fire"
  base two
  change "fix: base"
  relctl -q generate dev --push
  relctl_run promote staging --push
  expect 4
  contains "$err" "ConfigMap/staging/settings"
  contains "$err" "--drop-override"
  relctl -q promote staging --drop-override --push
  equal "$(runs staging)" two
}

@test "generate keeps a hand edit that somebody answers for, and undoes it when it is told to alone" {
  released
  sed -i 's/level: one/level: urgent/' kubernetes/deploy/dev/dev_config-map_*
  change "fix: urgent

Relctl-Override: dev is on fire"
  relctl_run generate dev --push
  expect 0
  contains "$err" "stays as it was edited by hand: ConfigMap/dev/settings"
  relctl generate dev --check
  equal "$(runs dev)" urgent
  base two
  echo 2 >src/main.c
  change "fix: base"
  relctl_run generate dev --push
  expect 4
  contains "$err" "relctl generate dev --drop-override"
  relctl_run bump --push
  expect 4
  contains "$err" "ConfigMap/dev/settings"
  relctl -q generate dev --drop-override --push
  equal "$(runs dev)" two
  # What nobody answers for is put right.
  sed -i 's/level: two/level: quiet/' kubernetes/deploy/dev/dev_config-map_*
  change "fix: quiet"
  relctl -q generate dev --push
  equal "$(runs dev)" two
}

@test "a hand edit is refused before it is committed, and files that keep names are not" {
  sed -i 's|render: kubernetes/overlays/dev|render: {path: kubernetes/overlays/dev, keep: [notes]}|' relctl.yaml
  change "build: keep"
  released
  mkdir kubernetes/deploy/dev/notes
  echo hello >kubernetes/deploy/dev/notes/README.md
  git add -A
  relctl guard --staged
  sed -i 's/level: one/level: two/' kubernetes/deploy/dev/dev_config-map_* kubernetes/deploy/staging/staging_config-map_*
  git add -A
  relctl_run guard --staged
  expect 1
  contains "$out" "change kubernetes/overlays/dev, then relctl generate dev"
  contains "$out" "change kubernetes/overlays/staging, then relctl promote staging"
  lacks "$out" README
  lacks "$out" adopt
}

@test "history tells versions and manifests, and the answer of a promotion what changed" {
  released
  base two
  change "fix: base"
  relctl -q generate dev --push
  relctl_run promote staging --push --json
  expect 0
  contains "$out" '"changed": ['
  contains "$out" "Deployment/staging/sample"
  contains "$out" "\"revision\": \"$(revision_of staging)\""
  relctl_run history staging
  equal "$(grep -c "1.0.1" <<<"$out")" 2
  contains "$(sed -n 2p <<<"$out")" "manifests of $(revision_of staging | cut -c 1-10); runs now"
  contains "$(sed -n 3p <<<"$out")" "rollback goes here"
}

@test "manifests of somebody's choice go past the environments before, and are told until the next promotion" {
  released
  git tag base
  base two
  change "fix: base"
  local chosen
  chosen=$(git rev-parse HEAD)
  relctl_run promote production --manifests "$chosen" --push
  expect 0
  equal "$(runs staging) $(runs production)" "one two"
  equal "$(revision_of production)" "$chosen"
  contains "$(git log -1 --format=%B)" "Relctl-Passed: manifests: "
  relctl_run status production
  contains "$out$err" "was chosen by --manifests"
  relctl_run guard --range base..HEAD
  expect 0
  contains "$out" "no environment before production had vouched"
  relctl verify HEAD
  relctl_run promote production --manifests base --push
  equal "$(runs production)" one
  git checkout -q -b aside base
  git commit -q --allow-empty -m "elsewhere"
  git checkout -q main
  relctl_run promote production --manifests aside --push
  expect 4
  contains "$err" "is no commit of main"
  sed -i 's|overlays/production}|overlays/production, strict: true}|' relctl.yaml
  change "build: strict"
  relctl_run promote production --manifests "$chosen" --push
  expect 4
  contains "$err" "production is strict"
}

@test "two rendered environments are compared object by object, as if in one namespace" {
  released
  relctl_run diff staging production
  expect 0 ""
  base two
  printf 'namePrefix: big-\n' >>kubernetes/overlays/dev/kustomization.yaml
  change "fix: base"
  relctl -q generate dev --push
  relctl_run diff staging production --exit-code
  expect 0 ""
  relctl -q promote staging --push
  relctl_run diff production staging --exit-code
  expect 1
  contains "$out" "production -> staging: "
  contains "$out" "level"
  lacks "$out" " production/"
  relctl_run diff staging dev --json
  contains "$out" '"added"'
  contains "$out" big-sample
}
