# SPDX-License-Identifier: MIT
# A service whose environments are kept in three ways: dev in a folder, staging on a branch,
# production in a repository of its own. Load servers.bash first.

relctl() { "$RELCTL_BINARY" "$@"; }

# A server's repository, for looking only.
sample() { git -C "$servers_root/repos/sample.git" "$@"; }
deploy() { git -C "$servers_root/repos/deploy.git" "$@"; }

# tag_of ENV: what it runs on the remote.
tag_of() {
  case $1 in
    dev) sample show main:deploy/dev/kustomization.yaml ;;
    staging) sample show env/staging:deploy/staging/kustomization.yaml ;;
    production) deploy show main:apps/sample/production/kustomization.yaml ;;
  esac | sed -n 's/.*newTag: //p'
}

# manifests FOLDER: an environment with version 1.0.0.
manifests() {
  mkdir -p "$1"
  printf 'resources: [app.yaml]\nimages:\n  - name: ghcr.io/acme/sample\n    newTag: 1.0.0\n' \
    >"$1/kustomization.yaml"
  printf 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: sample}\nspec: {template: {spec: {containers: [{name: sample, image: ghcr.io/acme/sample}]}}}\n' \
    >"$1/app.yaml"
  printf 'replicas: 1\nlevel: low\n' >"$1/settings.yaml"
}

isolate_user() {
  export HOME="$BATS_TEST_TMPDIR/home" GIT_CONFIG_NOSYSTEM=1 CI=false TMPDIR="$BATS_TEST_TMPDIR/tmp"
  unset GITHUB_RUN_ID CI_PIPELINE_ID GITHUB_OUTPUT GITHUB_STEP_SUMMARY GITHUB_ACTIONS
  mkdir -p "$HOME" "$TMPDIR"
  git config --global user.name Ada
  git config --global user.email ada@example.com
}

# three_places [LINE...]: both repositories, published; further lines for relctl.yaml. $url is where
# they are. The service is cloned in "work", which is entered.
three_places() {
  git init -q -b main "$BATS_TEST_TMPDIR/deploy"
  cd "$BATS_TEST_TMPDIR/deploy"
  manifests apps/sample/production
  echo "by hand" >notes.md
  git add -A
  git commit -q -m "manifests"
  git push -q "$url/deploy.git" main
  git clone -q "$url/sample.git" "$BATS_TEST_TMPDIR/work" 2>/dev/null
  cd "$BATS_TEST_TMPDIR/work"
  git checkout -q -B main
  cat >relctl.yaml <<CONFIG
format: 1
services:
  sample:
    version_files: [VERSION]
    images: [ghcr.io/acme/sample]
environments:
  - {name: dev, path: deploy/dev}
  - {name: staging, path: deploy/staging, branch: env/staging}
  - name: production
    path: apps/{service}/{environment}
    repository: $url/deploy.git
    carry: [{path: settings.yaml, keys: [level]}]
CONFIG
  printf '%s\n' "$@" >>relctl.yaml
  echo 1.0.0 >VERSION
  manifests deploy/dev
  manifests deploy/staging
  git add -A
  git commit -q -m "feat: start"
  git push -q origin main main:refs/heads/env/staging
}

release() {
  echo "$RANDOM" >>main.c
  git add -A
  git commit -q -m "feat: more"
  git push -q origin main
  relctl -q bump minor --push "$@"
}

# Nothing of a private clone is left.
nothing_left() { [ -z "$(find "$TMPDIR" -mindepth 1 -name 'relctl-clone-*')" ]; }
