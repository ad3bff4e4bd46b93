#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# What `relctl render` prints, writes and refuses; its bytes are compared in tests/golden/render.

load helper.bash

setup() {
  isolate
  mkdir -p work/app
  cd work || return 1
  printf 'resources: [objects.yaml]\nnamePrefix: dev-\n' >app/kustomization.yaml
  object web example/web:1 >app/objects.yaml
}

# object NAME IMAGE: a Pod.
object() {
  printf 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: %s\nspec:\n  containers:\n  - image: %s\n    name: main\n' "$1" "$2"
}

commit() {
  git init -q .
  git add -A
  git commit -qm start
}

# refused PART...: exit 3, nothing on stdout, each PART in the message.
refused() {
  local part
  expect 3 ""
  for part in "$@"; do contains "$err" "$part" || return 1; done
}

@test "the objects of the work tree are printed, without a repository around them" {
  relctl_run render app
  expect 0 "$(object dev-web example/web:1)"
}

@test "the folder is the current one where none is named, and -C moves it" {
  relctl_run -C app render
  expect 0 "$(object dev-web example/web:1)"
}

@test "edits that are not committed are seen without --rev, and not with it" {
  commit
  object web example/web:2 >app/objects.yaml
  relctl_run render app
  expect 0 "$(object dev-web example/web:2)"
  relctl_run render app --rev HEAD
  expect 0 "$(object dev-web example/web:1)"
}

@test "--rev reads a path that is relative to the current folder" {
  commit
  cd app
  relctl_run render . --rev main
  expect 0 "$(object dev-web example/web:1)"
}

@test "--rev of a commit that is not there prints nothing" {
  commit
  relctl_run render app --rev v9.9.9
  [ "$code" -ne 0 ]
  equal "$out" ""
  contains "$err" v9.9.9
}

@test "-o writes one file, and nothing on stdout" {
  relctl_run render app -o all.yaml
  expect 0 ""
  equal "$(cat all.yaml)" "$(object dev-web example/web:1)"
}

@test "-o into a folder writes a file for each object, called by its group, kind and name" {
  { object web example/web:1; echo ---; object api example/api:1; } >app/objects.yaml
  mkdir out.d
  relctl_run render app -o out.d
  expect 0 ""
  equal "$(ls out.d)" "$(printf 'v1_pod_dev-api.yaml\nv1_pod_dev-web.yaml')"
  equal "$(cat out.d/v1_pod_dev-api.yaml)" "$(object dev-api example/api:1)"
}

@test "-o into a folder writes nothing where two objects would have one file" {
  printf 'resources: [objects.yaml]\n' >app/kustomization.yaml
  { object Web example/web:1; echo ---; object web example/web:1; } >app/objects.yaml
  mkdir out.d
  relctl_run render app -o out.d
  refused 'two objects would be written into v1_pod_web.yaml'
  equal "$(ls out.d)" ""
}

@test "what is wrong in an object is placed by file, line and column" {
  printf 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: "web\n' >app/objects.yaml
  relctl_run render app
  refused 'app/objects.yaml:4:9'
}

@test "a file that is not there is placed where it is named" {
  printf 'resources:\n- objects.yaml\n- absent.yaml\n' >app/kustomization.yaml
  relctl_run render app
  refused 'app/kustomization.yaml:3:3' absent.yaml
}

@test "a base that is remote is refused by name" {
  local base="https://github.com/acme/base//deploy?ref=v1"
  printf 'resources:\n- objects.yaml\n- %s\n' "$base" >app/kustomization.yaml
  relctl_run render app
  refused 'app/kustomization.yaml:3:3' "$base"
}

@test "Helm charts are refused by name" {
  printf 'resources: [objects.yaml]\nhelmCharts:\n- name: redis\n' >app/kustomization.yaml
  relctl_run render app
  refused 'app/kustomization.yaml:3:1' helmCharts
}

@test "an error leaves the file of -o as it was" {
  echo before >all.yaml
  printf 'resources: [absent.yaml]\n' >app/kustomization.yaml
  relctl_run render app -o all.yaml
  refused absent.yaml
  equal "$(cat all.yaml)" before
}

@test "--image sets the tag, the digest or the name of an image" {
  relctl_run render app --image example/web:2
  expect 0 "$(object dev-web example/web:2)"
  local digest
  digest=sha256:$(printf '%064d' 7)
  relctl_run render app --image "example/web@$digest"
  expect 0 "$(object dev-web "example/web@$digest")"
  relctl_run render app --image example/web=registry.example/mine:3
  expect 0 "$(object dev-web registry.example/mine:3)"
  equal "$(cat app/kustomization.yaml)" "$(printf 'resources: [objects.yaml]\nnamePrefix: dev-')"
}

@test "--image that sets nothing is an error of usage" {
  relctl_run render app --image example/web
  expect 2 ""
  contains "$err" 'sets no image'
}
