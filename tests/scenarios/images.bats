#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# What may run: images in a real registry (Debian's docker-registry), signed and scanned, and promotions
# that are held to images_policy.

load helper.bash
load servers.bash
load registries.bash

push() { push_image "$1" "$registry/acme/sample" "${@:2}"; }

# service POLICY: a repository whose service is released as 1.0.0 and deployed nowhere yet.
service() {
  git init -q work
  cd work
  mkdir keys
  new_key ../cosign.key
  new_key ../scan.key
  mv ../cosign.key.pub keys/cosign.pub
  mv ../scan.key.pub keys/scan.pub
  released_service "$1"
}

setup() {
  command -v docker-registry >/dev/null || skip "docker-registry is missing: NOTHING is tested here"
  isolate
}

teardown() { stop_servers; }

@test "an image that is not in the registry is not promoted, one that is gets pinned to its digest" {
  start_registry
  service '{digest: pin}'
  relctl_run promote dev
  expect 4
  contains "$err" "$registry/acme/sample:1.0.0 (image-exists: the registry does not have it"
  contains "$err" "MANIFEST_UNKNOWN"
  relctl_run image sample 1.0.0
  expect 1

  digest=$(push image 1.0.0)
  relctl_run promote dev
  expect 0 1.0.0
  contains "$(cat deploy/dev/kustomization.yaml)" "digest: $digest"
  relctl_run verify HEAD
  expect 0
  relctl_run image "$registry/acme/sample@$digest"
  expect 0
  contains "$out" "platform: linux/amd64"
}

@test "a release that writes an environment at once wants its image, and says how to go on without" {
  start_registry
  service '{digest: pin}'
  sed -i 's/auto: false/auto: true/' relctl.yaml
  echo x >file
  git add -A
  git commit -q -m "feat: more"
  relctl_run bump minor
  expect 3
  contains "$err" "relctl bump --no-deploy"
  push image 1.1.0
  relctl_run bump minor
  expect 0 1.1.0
  contains "$(cat deploy/dev/kustomization.yaml)" "digest: sha256:"
}

@test "an image is promoted when its own key signed it, and no other thing by any key makes up for that" {
  start_registry
  service '{signed: {keys: [keys/cosign.pub]}}'
  digest=$(push image 1.0.0)
  relctl_run promote dev
  expect 4
  contains "$err" "image-signed: there is no signature of it; the image is $digest"

  # An attestation by the signer's own key is no signature.
  push scan "$digest" ../cosign.key LOW
  relctl_run promote dev
  expect 4
  contains "$err" "image-signed: there is no signature of it"

  push sign "$digest" ../scan.key
  relctl_run promote dev
  expect 4
  contains "$err" "no signature of it counts (1 found): no declared key made it"

  push sign "$digest" ../cosign.key
  relctl_run promote dev
  expect 0 1.0.0
}

@test "a scan with a severe finding stops a promotion, a newer one without lets it pass" {
  start_registry
  service '{attested: [{type: vuln, keys: [keys/scan.pub], max_age: 7d, fail_on: high}]}'
  digest=$(push image 1.0.0)
  push scan "$digest" ../scan.key HIGH 1
  relctl_run promote dev
  expect 4
  contains "$err" "image-scanned: the scan found 1 of severity high or worse, such as CVE-2026-0001 (HIGH, fixed in 2.0.1)"
  push scan "$digest" ../scan.key LOW
  relctl_run --json image sample 1.0.0
  expect 0
  contains "$out" '"type": "https://cosign.sigstore.dev/attestation/vuln/v1"'
}

@test "labels must name the release and its commit" {
  start_registry
  service '{labels: true}'
  push image 1.0.0 org.opencontainers.image.version=1.0.0 \
    "org.opencontainers.image.revision=0123"
  relctl_run promote dev
  expect 4
  contains "$err" "org.opencontainers.image.revision for linux/amd64 is \`0123\`, not $(git rev-parse 'v1.0.0^{commit}')"
  push image 1.0.0 org.opencontainers.image.version=1.0.0 \
    "org.opencontainers.image.revision=$(git rev-parse 'v1.0.0^{commit}')"
  relctl_run promote dev
  expect 0 1.0.0
}

@test "a registry with passwords is read with docker's login, and says so where there is none" {
  htpasswd -Bbn ada secret-canary >users
  start_registry "auth: {htpasswd: {realm: 'acme, \"inc\"', path: $BATS_TEST_TMPDIR/users}}"
  service '{digest: pin}'
  REGISTRY_LOGIN=ada:secret-canary push image 1.0.0
  relctl_run image sample 1.0.0
  expect 5
  contains "$err" "there is no login for it: docker login $registry"
  mkdir -p "$HOME/.docker"
  printf '{"auths": {"%s": {"auth": "%s"}}}' "$registry" "$(printf ada:wrong | base64)" \
    >"$HOME/.docker/config.json"
  relctl_run image sample 1.0.0
  expect 5
  lacks "$err" wrong
  printf '{"auths": {"%s": {"auth": "%s"}}}' "$registry" "$(printf ada:secret-canary | base64)" \
    >"$HOME/.docker/config.json"
  relctl_run image sample 1.0.0
  expect 0
  lacks "$out$err" secret-canary
}

@test "a registry that nobody can reach is no absent image" {
  start_registry
  service '{digest: pin}'
  stop_servers
  relctl_run --timeout 1s promote dev
  expect 6
  contains "$err" "$registry"
  # A preview asks nobody, and says so.
  relctl_run diff promote dev
  expect 0
  contains "$err" "not asked: the registry"
}

@test "an environment may ask more of images than the others" {
  start_registry
  service '{digest: pin}'
  mkdir deploy/live
  cp deploy/dev/kustomization.yaml deploy/live/
  sed -i '/name: dev/a\  - {name: live, path: deploy/live, images_policy: {signed: {keys: [keys/cosign.pub]}}}' relctl.yaml
  git add -A
  git commit -q -m "chore: live runs what is signed"
  digest=$(push image 1.0.0)
  relctl_run promote dev
  expect 0 1.0.0
  relctl_run promote live
  expect 4
  contains "$err" "image-signed: there is no signature of it; the image is $digest"
  relctl_run image sample 1.0.0
  expect 0
  relctl_run image sample 1.0.0 --env live
  expect 1
  contains "$out" "no image-signed: there is no signature of it"
  push sign "$digest" ../cosign.key
  relctl_run promote live
  expect 0 1.0.0
  contains "$(cat deploy/live/kustomization.yaml)" "digest: $digest"
}

# until_said FILE WORDS: waits for a program that writes FILE to say WORDS.
until_said() { until grep -q "$2" "$1"; do kill -0 "$waiting" || return 1; done; }

@test "--wait lets a build push and sign the image, and promotes it then" {
  start_registry
  service '{digest: pin, signed: {keys: [keys/cosign.pub]}}'
  "$RELCTL_BINARY" promote dev --wait 5m >waited.out 2>waited.err 3>&- &
  waiting=$!
  until_said waited.err "waiting at most 300 s for $registry/acme/sample:1.0.0 (image-exists:"
  digest=$(push image 1.0.0)
  until_said waited.err "image-signed: there is no signature of it"
  push sign "$digest" ../cosign.key
  wait "$waiting"
  equal "$(cat waited.out)" 1.0.0
  contains "$(cat deploy/dev/kustomization.yaml)" "digest: $digest"
}

@test "--wait ends with exit 6 when the image does not come, and at once where it is wrong" {
  start_registry
  service '{attested: [{type: vuln, keys: [keys/scan.pub], fail_on: high}]}'
  relctl_run image sample 1.0.0 --wait 1s
  expect 6
  contains "$err" "waited in vain for $registry/acme/sample:1.0.0 (image-exists: the registry does not have it"
  relctl_run promote dev --wait soon
  expect 2
  digest=$(push image 1.0.0)
  push scan "$digest" ../scan.key HIGH 1
  relctl_run promote dev --wait 5m
  expect 4
  contains "$err" "image-scanned: the scan found 1 of severity high"
}

# stored_login LOGIN: USER:PASSWORD, as `docker login` stores it.
stored_login() {
  mkdir -p "$HOME/.docker"
  printf '{"auths": {"%s": {"auth": "%s"}}}' "$registry" "$(printf %s "$1" | base64)" >"$HOME/.docker/config.json"
}

@test "a registry with a token service is read with docker's login, and a wrong one is not shown" {
  start_token_registry ada:secret-canary
  service '{digest: pin, attested: [{type: vuln, keys: [keys/scan.pub], fail_on: high}]}'
  export REGISTRY_LOGIN=ada:secret-canary
  digest=$(push image 1.0.0)
  push scan "$digest" ../scan.key LOW
  unset REGISTRY_LOGIN
  relctl_run image sample 1.0.0
  expect 5
  contains "$err" "there is no login for it: docker login $registry"
  stored_login ada:wrong-canary
  relctl_run image sample 1.0.0
  expect 5
  contains "$err" "incorrect username or password"
  lacks "$out$err" wrong-canary
  stored_login ada:secret-canary
  relctl_run promote dev
  expect 0 1.0.0
  contains "$(cat deploy/dev/kustomization.yaml)" "digest: $digest"
  lacks "$out$err" secret-canary
}

@test "attestations are found by the referrers API of a registry that has it" {
  command -v referrers-registry >/dev/null || skip "referrers-registry is missing: tools/linters builds it"
  start_referrers_registry
  service '{signed: {keys: [keys/cosign.pub]}, attested: [{type: vuln, keys: [keys/scan.pub], fail_on: high}]}'
  digest=$(push image 1.0.0)
  push sign "$digest" ../cosign.key
  relctl_run promote dev
  expect 4
  contains "$err" "image-scanned: there is no attestation vuln of it"
  push scan "$digest" ../scan.key LOW
  relctl_run promote dev
  expect 0 1.0.0
  # No tag stands in for the API.
  if curl -sf "http://$registry/v2/acme/sample/manifests/${digest/:/-}"; then false; fi
}
