#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# What the real cosign signs and attests is what relctl checks, in its layouts of today and before; and what
# the stand-ins of the other scenarios push is what cosign would. Nothing is asked of a transparency log.

load helper.bash
load servers.bash
load registries.bash

setup() {
  command -v docker-registry >/dev/null || skip "docker-registry is missing: NOTHING is tested here"
  command -v cosign >/dev/null || skip "cosign is missing: what it signs is not tested here"
  isolate
  export COSIGN_PASSWORD="" COSIGN_YES=true HOME="$PWD"
  start_registry
  git init -q work
  cd work
  mkdir keys
  for key in cosign scan other; do
    (cd .. && cosign generate-key-pair --output-key-prefix "$key" 2>/dev/null)
  done
  cp ../cosign.pub ../scan.pub keys
  released_service '
  signed: {keys: [keys/cosign.pub], annotations: {env: test}}
  attested:
    - {type: vuln, keys: [keys/scan.pub], max_age: 7d, fail_on: high}
    - {type: slsaprovenance1, keys: [keys/scan.pub], source: "git+https://git.example.com/acme/sample"}'
  digest=$(push_image image "$registry/acme/sample" 1.0.0)
  image="$registry/acme/sample@$digest"
}

teardown() { stop_servers; }

# offline COMMAND KEY [FLAG]...: cosign's flags that keep COMMAND from the network, as far as this one has them.
offline() {
  local command="$1" flag
  shift
  set -- "$@" --allow-insecure-registry
  for flag in --tlog-upload=false --use-signing-config=false; do
    if cosign "$command" "$flag" --help >/dev/null 2>&1; then set -- "$@" "$flag"; fi
  done
  cosign "$command" "$@" "$image"
}

# signed_and_attested [FLAG]...: the image, by cosign.
signed_and_attested() {
  push_image vulnerabilities "${SEVERITY:-LOW}" >scan.json
  cat >provenance.json <<'JSON'
{"buildDefinition": {"buildType": "https://example.com/build", "externalParameters": {},
  "resolvedDependencies": [{"uri": "git+https://git.example.com/acme/sample", "digest": {"gitCommit": "0123"}}]},
 "runDetails": {"builder": {"id": "https://ci.example.com"}}}
JSON
  offline sign --key ../cosign.key -a env=test "$@"
  offline attest --key ../scan.key --type vuln --predicate scan.json "$@"
  offline attest --key ../scan.key --type slsaprovenance1 --predicate provenance.json "$@"
}

@test "an image that cosign signed and attested is promoted" {
  relctl_run promote dev
  expect 4
  contains "$err" "image-signed: there is no signature of it"
  signed_and_attested
  relctl_run promote dev
  expect 0 1.0.0
  relctl_run image sample 1.0.0
  expect 0
  contains "$out" "https://slsa.dev/provenance/v1"
}

@test "so is one in the layout of cosign before bundles" {
  cosign sign --new-bundle-format=false --help >/dev/null 2>&1 || skip "this cosign has one layout"
  signed_and_attested --new-bundle-format=false
  curl -sf -H 'Accept: application/vnd.oci.image.manifest.v1+json' \
    "http://$registry/v2/acme/sample/manifests/${digest/:/-}.sig" >/dev/null
  relctl_run promote dev
  expect 0 1.0.0
}

@test "another key, another annotation, and an attestation in the place of a signature are refused" {
  offline attest --key ../cosign.key --type vuln --predicate <(push_image vulnerabilities LOW)
  relctl_run promote dev
  expect 4
  contains "$err" "image-signed: there is no signature of it"
  offline sign --key ../other.key -a env=test
  relctl_run promote dev
  expect 4
  contains "$err" "no declared key made it"
  offline sign --key ../cosign.key -a env=other
  relctl_run promote dev
  expect 4
  contains "$err" image-signed
}

@test "a scan with something severe that cosign attested is refused" {
  SEVERITY=CRITICAL signed_and_attested
  relctl_run promote dev
  expect 4
  contains "$err" "CVE-2026-0001 (CRITICAL"
  lacks "$err" image-signed
}

@test "what stands in for cosign in the other scenarios is good to cosign itself" {
  openssl ecparam -name prime256v1 -genkey -noout -out ../plain.key
  openssl pkey -in ../plain.key -pubout -out ../plain.pub
  push_image sign "$registry/acme/sample" "$digest" ../plain.key
  push_image scan "$registry/acme/sample" "$digest" ../plain.key LOW
  cosign verify --key ../plain.pub --insecure-ignore-tlog --allow-insecure-registry "$image"
  cosign verify-attestation --key ../plain.pub --type vuln --insecure-ignore-tlog --allow-insecure-registry "$image"
}
