# SPDX-License-Identifier: MIT
# What relctl init reads, asks and writes; what it writes is used at once.
bats_require_minimum_version 1.5.0
load helper.bash

setup() {
  isolate
  git init -q repository && cd repository
}

# A file from standard input, with the folders to it.
file() {
  mkdir -p "$(dirname "$1")"
  cat >"$1"
}

deployment() {
  file "$1" <<END
apiVersion: apps/v1
kind: Deployment
metadata: {name: app}
spec:
  selector: {matchLabels: {app: app}}
  template:
    metadata: {labels: {app: app}}
    spec:
      containers: [{name: app, image: "$2"}]
END
}

commit() {
  git add -A
  git commit -q -m "$1"
}

# on_terminal ANSWER... -- COMMAND
on_terminal() {
  env -u CI python3 "$BATS_TEST_DIRNAME/terminal.py" "$@"
}

# What was written passes for a configuration, and a release can be planned with it.
can_release() {
  commit "chore: release with relctl"
  relctl config check
  echo more >>more.c
  commit "feat: more"
  relctl bump minor -n
}

@test "settings of another tool become relctl.yaml, and the next release follows them" {
  file .bumpversion.cfg <<'END'
[bumpversion]
current_version = 1.4.0
commit = True
tag = True
tag_name = release-{new_version}

[bumpversion:file:src/app.py]
search = VERSION = "{current_version}"
END
  file src/app.py <<'END'
OTHER = "1.4.0"
VERSION = "1.4.0"
END
  commit "chore: first"
  git tag release-1.4.0
  relctl init 2>"$BATS_TEST_TMPDIR/told"
  grep "unsure: .bumpversion.cfg makes releases by bump-my-version" "$BATS_TEST_TMPDIR/told"
  can_release
  [ "$(relctl bump minor)" = 1.5.0 ]
  git rev-parse --verify release-1.5.0
  [ "$(cat src/app.py)" = $'OTHER = "1.4.0"\nVERSION = "1.5.0"' ]
}

@test "a change of a shared library releases who uses it, and nobody else" {
  for service in api web; do
    file "services/$service/Dockerfile" <<<"FROM scratch"
    file "services/$service/pyproject.toml" <<END
[project]
name = "$service"
version = "1.0.0"
END
  done
  cat >>services/api/pyproject.toml <<'END'
[tool.uv.sources]
core = { path = "../../libs/core", editable = true }
END
  file libs/core/pyproject.toml <<'END'
[project]
name = "core"
version = "0.1.0"
END
  commit "chore: first"
  relctl init
  commit "chore: release with relctl"
  git tag api/v1.0.0
  git tag web/v1.0.0
  echo 'x = 1' >libs/core/core.py
  commit "fix: core"
  [ "$(relctl bump patch)" = "api 1.0.1" ]
}

@test "Flux's HelmReleases are environments, with the tag in their values" {
  for environment in dev prod; do
    file "apps/$environment/release.yaml" <<'END'
apiVersion: source.toolkit.fluxcd.io/v1
kind: HelmRepository
metadata: {name: charts}
---
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: app}
spec:
  values:
    image:
      repository: ghcr.io/acme/repository
      tag: 1.2.3  # ours
END
  done
  echo 1.2.3 >VERSION
  commit "chore: first"
  relctl init
  can_release
  [ "$(relctl bump minor)" = 1.3.0 ]
  grep "tag: 1.3.0  # ours" apps/dev/release.yaml
  grep "tag: 1.2.3  # ours" apps/prod/release.yaml
}

@test "on a terminal init shows the file and asks before it writes it" {
  echo 1.2.3 >VERSION
  commit "chore: first"
  run on_terminal n -- "$RELCTL_BINARY" init
  [ "$status" -eq 0 ]
  [[ "$output" == *"version_files:"*"Write relctl.yaml? [Y/n] "* ]]
  [ ! -e relctl.yaml ]
  run on_terminal "" -- "$RELCTL_BINARY" init
  [ "$status" -eq 0 ]
  can_release
}

@test "on a terminal init asks which folders the environments are, where there are several readings" {
  echo 1.2.3 >VERSION
  for folder in k8s/overlays deploy; do
    for environment in dev prod; do
      deployment "$folder/$environment/app.yaml" ghcr.io/acme/repository:1.2.3
    done
  done
  commit "chore: first"
  run on_terminal 2 y -- "$RELCTL_BINARY" init
  [ "$status" -eq 0 ]
  chosen=$(grep -o '  2  [^ ]*' <<<"$output" | cut -d ' ' -f 5)
  other=$(grep -o '  1  [^ ]*' <<<"$output" | cut -d ' ' -f 5)
  [ -n "$chosen" ]
  grep "path: ${chosen%%\{*}" relctl.yaml
  if grep "path: ${other%%\{*}" relctl.yaml; then false; fi
  can_release
}

@test "without a terminal nothing is asked" {
  echo 1.2.3 >VERSION
  commit "chore: first"
  run relctl init </dev/null
  [ "$status" -eq 0 ]
  [[ "$output" != *"[Y/n]"* ]]
}

@test "init --ci names the lines that release beside relctl, and -n beside --force" {
  echo 1.2.3 >VERSION
  file .gitlab-ci.yml <<'END'
release:
  script:
    - npx semantic-release
END
  commit "chore: first"
  run relctl init --ci gitlab
  [ "$status" -eq 4 ]
  [[ "$output" == *".gitlab-ci.yml:3 makes a release"* ]]
  [[ "$output" == *"-n prints what would be written, --force writes it"* ]]
}

@test "a registry of each environment's own is found, and the next release follows it" {
  mkdir web
  cd web
  git init -q
  local name
  for name in dev production; do
    mkdir -p "deploy/$name"
    cat >"deploy/$name/web.yaml" <<YAML
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec: {template: {spec: {containers: [{name: web, image: "$name.example.org/acme/web:1.2.3"}]}}}
YAML
  done
  echo '{"name": "web", "version": "1.2.3"}' >package.json
  git add -A
  git commit -qm 'feat: start'
  relctl_run init
  expect 0
  contains "$(cat relctl.yaml)" \
    '- {name: dev.example.org/acme/web, repositories: {production: production.example.org/acme/web}}'
  git add -A
  git commit -qm 'chore: release with relctl'
  relctl_run config check
  expect 0
  relctl_run bump minor
  expect 0 1.3.0
  relctl_run promote production
  expect 0
  contains "$(cat deploy/*/web.yaml)" dev.example.org/acme/web:1.3.0
  contains "$(cat deploy/*/web.yaml)" production.example.org/acme/web:1.3.0
}
