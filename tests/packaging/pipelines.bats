# SPDX-License-Identifier: MIT
# The scripts that `relctl init --ci` writes are played as their systems play them, against a server;
# docker, trivy and cosign are stubs that tell what they were asked.
load ../scenarios/helper.bash
load ../scenarios/servers.bash

setup() {
  isolate
  server_repository shop
  start_git_daemon
  export CALLS="$BATS_TEST_TMPDIR/calls" REGISTRY_USER=robot REGISTRY_PASSWORD=secret-7
  export RELEASE_USER=robot RELEASE_TOKEN=token-7 RELEASE_USR=robot RELEASE_PSW=token-7
  export REGISTRY_USR=robot REGISTRY_PSW=secret-7
  mkdir bin
  ln -s "$RELCTL_BINARY" bin/relctl
  local name
  for name in docker trivy cosign; do
    cat >"bin/$name" <<STUB
#!/bin/sh
echo "$name \$*" >>"\$CALLS"
case "\$*" in
  *RepoDigests*) echo "any@sha256:$(printf '5%.0s' {1..64})" ;;
  login*) cat >/dev/null ;;
esac
STUB
    chmod +x "bin/$name"
  done
  PATH="$BATS_TEST_TMPDIR/bin:$PATH"
}

teardown() {
  stop_servers
}

# publish_example LAYOUT SYSTEM: the example with relctl.yaml and a pipeline on the server; its steps.
publish_example() {
  cp -r "$RELCTL_SOURCE/examples/$1" "$BATS_TEST_TMPDIR/shop"
  cd "$BATS_TEST_TMPDIR/shop"
  git init -q
  git add -A
  git commit -q -m "feat: everything"
  git remote add origin "$git_url/shop.git"
  file=$("$RELCTL_BINARY" init --ci "$2" 2>/dev/null | tail -1)
  git add -A
  git commit -q -m "chore: release with relctl"
  git push -q -u origin main
  python3 "$BATS_TEST_DIRNAME/steps.py" "$file" "$BATS_TEST_TMPDIR/steps"
}

# job STEP...: a job in a fresh clone, detached at COMMIT, as CI systems check it out.
job() {
  local step
  cd "$BATS_TEST_TMPDIR"
  rm -rf clone
  git clone -q "$git_url/shop.git" "$BATS_TEST_TMPDIR/clone"
  cd "$BATS_TEST_TMPDIR/clone"
  git checkout -q --detach "${COMMIT:-origin/main}"
  git config user.name robot
  : >"$CALLS"
  for step in "$@"; do
    CI=true CI_COMMIT_BRANCH=main sh -e "$BATS_TEST_TMPDIR/steps/$step.sh" >../said 2>&1 || {
      cat ../said >&2
      return 1
    }
  done
}

on_main() {
  git -C "$BATS_TEST_TMPDIR/clone" fetch -q
  git -C "$BATS_TEST_TMPDIR/clone" show "origin/main:$1"
}

release_job() {
  job bump build scan publish
}

# promote_to ENVIRONMENT: as whoever starts the pipeline by hand has typed it.
promote_to() {
  ENVIRONMENT=$1 PROMOTE=$1 CI_PIPELINE_DEPLOY_TARGET=$1 job promote
}

@test "every system's pipeline releases, signs and deploys one service, and a retry makes the same" {
  local system first
  for system in woodpecker github gitlab bitbucket circleci jenkins; do
    cd "$BATS_TEST_TMPDIR"
    rm -rf "$BATS_TEST_TMPDIR"/{shop,steps} "$servers_root/repos/shop.git"
    server_repository shop
    publish_example overlays "$system"
    source_commit=$(git rev-parse HEAD)
    COMMIT=$source_commit release_job
    grep -q -- '^docker build .*--tag ghcr.io/acme/sample:1.3.0 ' "$CALLS"
    grep -q '^trivy image .* ghcr.io/acme/sample:1.3.0$' "$CALLS"
    grep -q '^docker push --quiet ghcr.io/acme/sample:1.3.0$' "$CALLS"
    grep -q '^cosign sign .* ghcr.io/acme/sample@sha256:5555' "$CALLS"
    grep -q '^trivy image .*--format cosign-vuln --output .git/relctl-scan.json ghcr.io/acme/sample:1.3.0$' "$CALLS"
    grep -q '^cosign attest .*--type vuln --predicate .git/relctl-scan.json ghcr.io/acme/sample@sha256:5555' "$CALLS"
    grep -q '^cosign attest .*--type slsaprovenance1 --predicate .git/relctl-provenance.json ghcr.io/acme/sample@sha256:5555' "$CALLS"
    lacks "$(cat "$CALLS" ../said)" secret-7
    contains "$(on_main kubernetes/deploy/dev/kustomization.yaml)" "digest: sha256:5555"
    first=$(cat "$CALLS")
    # Retried from the same commit: the same version is built again, and nothing new is released.
    COMMIT=$source_commit release_job
    equal "$(cat "$CALLS")" "$first"
    equal "$(git ls-remote --tags origin 'v*' | grep -vc '\^{}')" 1
    # The pipeline that the release's own commit starts finds nothing to do.
    COMMIT='' release_job
    equal "$(cat "$CALLS")" ""
    promote_to staging
    contains "$(on_main kubernetes/deploy/staging/kustomization.yaml)" "newTag: 1.3.0"
    promote_to "staging;touch $BATS_TEST_TMPDIR/injected" 2>/dev/null && false
    [ ! -e "$BATS_TEST_TMPDIR/injected" ]
  done
}

@test "with five services each that changed is built from its folder, by its own names" {
  publish_example monorepo github
  release_job
  equal "$(grep -c '^docker build ' "$CALLS")" 5
  git -C ../shop pull -q
  cd ../shop
  echo "print()" >services/api/new.py
  git add -A
  git commit -q -m "feat: more"
  git push -q
  release_job
  equal "$(grep -c '^docker build ' "$CALLS")" 1
  grep -q -- '^docker build .*:1.6.0 .* services/api$' "$CALLS"
  grep -q -- '--predicate .git/relctl-scan-api.json' "$CALLS"
  contains "$(on_main kubernetes/overlays/dev/kustomization.yaml)" "newTag: 1.6.0"
}
