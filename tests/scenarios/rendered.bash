# SPDX-License-Identifier: MIT
# A repository with three rendered environments, for scenarios; load it and call rendered_repository in
# setup, and stop_servers in teardown.
load helper.bash
load servers.bash

# base VALUE: what every environment is built from, with a setting of this value.
base() {
  mkdir -p kubernetes/base
  printf 'resources: [app.yaml]\nconfigMapGenerator:\n  - name: settings\n    literals: [level=%s]\n' "$1" \
    >kubernetes/base/kustomization.yaml
}

# rendered_repository: three rendered environments of a service, on a git daemon, entered.
rendered_repository() {
  isolate
  server_repository sample
  start_git_daemon
  git init -q work
  cd work
  git remote add origin "$git_url/sample.git"
  cat >relctl.yaml <<'YAML'
format: 1
services: {sample: {paths: [src], version_files: [VERSION], images: [ghcr.io/acme/sample]}}
environments:
  - {name: dev, path: kubernetes/deploy/dev, render: kubernetes/overlays/dev}
  - {name: staging, path: kubernetes/deploy/staging, render: kubernetes/overlays/staging}
  - {name: production, path: kubernetes/deploy/production, render: kubernetes/overlays/production}
generated: [kubernetes/deploy]
YAML
  base one
  cat >kubernetes/base/app.yaml <<'YAML'
apiVersion: apps/v1
kind: Deployment
metadata: {name: sample}
spec:
  template:
    spec:
      containers:
        - name: sample
          image: ghcr.io/acme/sample
          envFrom: [{configMapRef: {name: settings}}]
YAML
  local name
  for name in dev staging production; do
    mkdir -p "kubernetes/overlays/$name"
    printf 'resources: [../../base]\nnamespace: %s\n' "$name" >"kubernetes/overlays/$name/kustomization.yaml"
  done
  mkdir src
  echo 1 >src/main.c
  echo 1.0.0 >VERSION
  git add -A
  git commit -q -m "feat: first"
  git push -q -u origin main
}

# change MESSAGE: everything as a commit on the remote.
change() {
  git add -A
  git commit -q -m "$1"
  git push -q origin main
}

# released: 1.0.1 runs in all environments.
released() {
  relctl -q bump --push
  relctl -q promote staging --push
  relctl -q promote production --push
}

# runs ENVIRONMENT: the level that it has on the remote.
runs() {
  git -C "$servers_root/repos/sample.git" grep -h 'level:' main -- "kubernetes/deploy/$1" | sed 's/.*level: //'
}

revision_of() { sed -n 's|.*relctl.dev/revision: ||p' "kubernetes/deploy/$1/kustomization.yaml"; }

commits() { git -C "$servers_root/repos/sample.git" rev-list --count main; }
