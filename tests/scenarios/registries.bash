# SPDX-License-Identifier: MIT
# Real registries on loopback, and images, signatures and scans in them. Source it after servers.bash,
# whose stop_servers ends them; then
#   start_registry [YAML]        Debian's docker-registry with further settings; sets registry: 127.0.0.1:PORT
#   start_token_registry LOGIN   the first, for those who show LOGIN, USER:PASSWORD, to its token service
#   start_referrers_registry     one with the referrers API, which that one does not have; sets registry too
#   released_service POLICY      in a repository `work` that has keys/: its images_policy, and 1.0.0 released, nowhere
#                                deployed yet
#   push_image KIND IMAGE …      as push_image.py says
#   new_key FILE                 a private key, and FILE.pub beside it
#   build_tools FOLDER           docker, trivy and cosign, as far as pipelines need them

registries_scripts=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

# registry_answers LOG: waits until the registry says where it listens, and sets registry.
registry_answers() {
  local log="$servers_root/$1"
  until grep -qE 'listening on 127\.0\.0\.1:[0-9]+' "$log"; do
    kill -0 "$servers_pid" 2>/dev/null || { cat "$log" >&2; return 1; }
  done
  # shellcheck disable=SC2034 # for those who source this file
  registry=$(sed -nE 's/.*listening on (127\.0\.0\.1:[0-9]+).*/\1/p' "$log" | head -1)
}

start_registry() {
  servers_folder
  mkdir -p "$servers_root/registry"
  cat >"$servers_root/registry.yml" <<YAML
version: 0.1
storage: {filesystem: {rootdirectory: $servers_root/registry}}
http: {addr: "127.0.0.1:0"}
${1:-}
YAML
  servers_run registry.log docker-registry serve "$servers_root/registry.yml"
  registry_answers registry.log
}

start_token_registry() {
  servers_folder
  local key="$servers_root/token.key" certificate="$servers_root/token.crt"
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=test -days 2 -keyout "$key" \
    -out "$certificate" 2>/dev/null
  servers_run token.log python3 "$registries_scripts/token_server.py" "$1" "$key" "$certificate"
  registry_answers token.log
  start_registry "auth: {token: {realm: 'http://$registry/token', service: test-registry, issuer: test-issuer, \
rootcertbundle: $certificate}}"
}

start_referrers_registry() {
  servers_folder
  servers_run referrers.log referrers-registry
  registry_answers referrers.log
}

push_image() {
  python3 "$registries_scripts/push_image.py" "$@"
}

new_key() {
  openssl ecparam -name prime256v1 -genkey -noout -out "$1"
  openssl pkey -in "$1" -pubout -out "$1.pub"
}

released_service() {
  mkdir -p deploy/dev
  cat >relctl.yaml <<YAML
format: 1
services:
  sample: {images: [$registry/acme/sample]}
environments:
  - {name: dev, path: deploy/dev, auto: false}
images_policy: $1
YAML
  printf 'images:\n  - name: %s/acme/sample\n    newTag: 0.9.0\n' "$registry" >deploy/dev/kustomization.yaml
  git add -A
  git commit -q -m "feat: start"
  relctl -q bump 1.0.0 --no-deploy >/dev/null
}

# registry_stub FOLDER NAME: a program of that name, whose script is read from stdin.
registry_stub() {
  {
    printf '#!/bin/sh\nset -eu\nstate=%s\n' "$1"
    printf 'push_image() { python3 %s/push_image.py "$@"; }\n' "$registries_scripts"
    cat
  } >"$1/$2"
  chmod +x "$1/$2"
}

# A build keeps its labels, and a push makes an image of them; a scan finds one thing of $SEVERITY; what is to
# be signed and attested is, unless $UNSIGNED is set.
build_tools() {
  : >"$1/labels"
  registry_stub "$1" docker <<'SH'
case "$1" in
  login) cat >/dev/null ;;
  build)
    : >"$state/labels"
    while [ $# -gt 1 ]; do
      if [ "$1" = --label ]; then echo "$2" >>"$state/labels"; fi
      shift
    done ;;
  push)
    # shellcheck disable=SC2046 # a label has no spaces
    push_image image "${3%:*}" "${3##*:}" $(cat "$state/labels") >"$state/digest" ;;
  image) echo "any@$(cat "$state/digest")" ;;
esac
SH
  registry_stub "$1" trivy <<'SH'
while [ $# -gt 1 ]; do
  if [ "$1" = --output ]; then push_image vulnerabilities "${SEVERITY:-LOW}" >"$2"; fi
  shift
done
SH
  registry_stub "$1" cosign <<'SH'
for image; do :; done
name=${image%@*} digest=${image#*@}
case "$1:${UNSIGNED:-}" in
  generate-key-pair:*)
    openssl ecparam -name prime256v1 -genkey -noout -out "$state/cosign.key"
    openssl pkey -in "$state/cosign.key" -pubout -out cosign.pub ;;
  sign:) push_image sign "$name" "$digest" "$state/cosign.key" ;;
  attest:)
    while [ "$1" != --type ]; do shift; done
    push_image attest "$name" "$digest" "$state/cosign.key" "$4" "$2" ;;
esac
SH
}
