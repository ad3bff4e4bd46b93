#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# The sample's release path on loopback: the steps of its pipeline against a git server and a registry.
# docker, trivy and cosign are stubs that push real images, signatures and scans. Production takes what is
# there, signed and scanned, and nothing that `checks` forbid.

load helper.bash
load servers.bash
load registries.bash

setup() {
  command -v docker-registry >/dev/null || skip "docker-registry is missing: NOTHING is tested here"
  isolate
  server_repository sample
  start_git_daemon
  start_registry
  mkdir tools
  build_tools "$PWD/tools"
  ln -s "$RELCTL_BINARY" tools/relctl
  PATH="$PWD/tools:$PATH"
  relctl -q demo init sample --image "$registry/sample" >/dev/null
  cd sample
  cosign generate-key-pair
  mv cosign.pub keys/
  git commit -qam "ci: our key"
  git remote add origin "$git_url/sample.git"
  git push -q -u origin main --tags
  python3 "$BATS_TEST_DIRNAME/../packaging/steps.py" .github/workflows/release.yml "$BATS_TEST_TMPDIR/steps"
}

teardown() { stop_servers; }

# job STEP...: of the pipeline, in a fresh clone; then this clone follows.
job() {
  local step
  rm -rf "$BATS_TEST_TMPDIR/job"
  git clone -q "$git_url/sample.git" "$BATS_TEST_TMPDIR/job"
  for step in "$@"; do
    (cd "$BATS_TEST_TMPDIR/job" && CI=true REGISTRY_USER=robot REGISTRY_PASSWORD=secret-canary \
      sh -e "$BATS_TEST_TMPDIR/steps/$step.sh") >"$BATS_TEST_TMPDIR/said" 2>&1 || {
      cat "$BATS_TEST_TMPDIR/said" >&2
      return 1
    }
  done
  git pull -q --tags
}

# change TEXT: something of the service is pushed.
change() {
  echo "// $1" >>src/demo/main.cpp
  git commit -qam "fix: $1"
  git push -q
}

# image_of ENVIRONMENT: as it runs.
image_of() { sed -n 's/^ *-\? *image: //p' "kubernetes/deploy/$1/"*deployment*.yaml; }

@test "production takes what the pipeline pushed, signed and scanned, by its digest, release after release" {
  job bump build scan publish
  relctl_run promote staging --push
  expect 0 0.2.0
  relctl_run promote production --push
  expect 0 0.2.0
  git pull -q
  relctl render kubernetes/deploy/production >rendered
  digest=$(cat "$BATS_TEST_TMPDIR/tools/digest")
  # What the admission policy of the cluster asks for.
  policy=$(sed -n "s/.*image.matches('\(.*\)').*/\1/p" kubernetes/policies/image-digest.yaml)
  image=$(sed -n 's/.*image: //p' rendered)
  contains "$image" "$registry/sample:0.2.0@$digest"
  grep -qE "$policy" <<<"$image"
  # Where it was built from is attested too.
  relctl_run image "$image" --env production
  expect 0
  contains "$out" "https://slsa.dev/provenance/v1"
  change "one more"
  job bump build scan publish
  relctl_run promote staging production --push
  expect 0
  git pull -q
  contains "$(relctl render kubernetes/deploy/production)" "sample:0.2.1@$(cat "$BATS_TEST_TMPDIR/tools/digest")"
  relctl_run verify --all production
  expect 0
}

@test "an image that is absent, unsigned or badly scanned is refused, each with words of its own" {
  job bump
  relctl_run promote production --to 0.2.0 --push
  expect 4 ""
  contains "$err" "$registry/sample:0.2.0 (image-exists: the registry does not have it"

  change "something that nobody signs"
  UNSIGNED=1 job bump build scan publish
  relctl_run promote staging --push
  expect 0 0.2.1
  relctl_run promote production --push
  expect 4 ""
  contains "$err" "image-signed: there is no signature of it"
  contains "$err" "image-scanned: there is no attestation vuln of it"

  change "something with a hole"
  SEVERITY=HIGH job bump build scan publish
  relctl_run promote staging --push
  expect 0 0.2.2
  relctl_run promote production --push
  expect 4 ""
  lacks "$err" image-signed
  contains "$err" "image-scanned: the scan found 1 of severity high or worse, such as CVE-2026-0001"
  # One of them may be let pass, with a reason that status tells.
  relctl_run promote production --override image-scanned --reason "mitigated by the proxy" --push
  expect 0 0.2.2
  relctl_run status production
  contains "$out$err" "image-scanned: mitigated by the proxy"
}

@test "a promotion that brings a container without limits is refused at the line of the base, or passed for a reason" {
  sed -i '/limit-range.yaml/d' kubernetes/base/kustomization.yaml
  sed -i 's/limits: {cpu: 500m, memory: 128Mi}/limits: {cpu: 500m}/' kubernetes/base/deployment.yaml
  line=$(grep -n 'limits: {cpu: 500m}' kubernetes/base/deployment.yaml | cut -d : -f 1)
  git commit -qam "perf: as much memory as there is"
  git push -q
  job bump build scan publish
  before=$(git ls-remote origin main)
  relctl_run promote staging --push
  expect 4 ""
  contains "$err" "kubernetes/base/deployment.yaml:$line:"
  contains "$err" "memory-limit: container sample has no memory limit (Deployment/sample; staging)"
  equal "$(git ls-remote origin main)" "$before"
  relctl_run promote staging --override memory-limit --reason "measured tomorrow" --push
  expect 0
  relctl_run status staging
  contains "$out$err" "memory-limit: measured tomorrow"
}
