# SPDX-License-Identifier: MIT
# What is tagged builds: the ecosystem's own check succeeds after a bump where it did before.
bats_require_minimum_version 1.5.0
load helper.bash

setup() {
  # Tools are found by what the user's home says; isolate gives the test another one.
  export CARGO_HOME="${CARGO_HOME:-$HOME/.cargo}" RUSTUP_HOME="${RUSTUP_HOME:-$HOME/.rustup}"
  local maven="$HOME/.m2"
  isolate
  export npm_config_cache="$HOME/npm" npm_config_update_notifier=false
  MAVEN_REPOSITORY="$maven/repository"
  mkdir work && cd work && git init -q
}

# needs PROGRAM: skips, loudly, where it is missing.
needs() {
  command -v "$1" >/dev/null && return 0
  echo "# NOT TESTED: $1 is missing" >&3
  skip "$1 is missing"
}

# file PATH: stdin is its content.
file() {
  mkdir -p "$(dirname "$1")"
  cat >"$1"
}

commit_all() {
  git add -A && git commit -qm 'feat: all'
}

# every_level CHECK...: a bump of each level, and CHECK after each; nothing is left to be written.
every_level() {
  local level
  "$@"
  for level in patch minor 'minor --pre rc' prerelease release major; do
    # shellcheck disable=SC2086
    relctl_run bump $level --even-if-unchanged
    expect 0
    "$@" || { printf 'after bump %s\n' "$level" >&2; git show >&2; return 1; }
    [ -z "$(git status --porcelain)" ]
    relctl_run verify HEAD
    expect 0
  done
  relctl_run bump
  expect 0
  contains "$err" unchanged
}

cargo_check() { cargo metadata --format-version 1 --locked --offline >/dev/null; }

crate() { # DIRECTORY, its manifest on stdin
  file "$1/Cargo.toml"
  file "$1/src/lib.rs" </dev/null
}

@test "Cargo: the members of a workspace, their requirements on each other, and a renamed one" {
  needs cargo
  file relctl.yaml <<<$'format: 1\nservices: {acme: {version_files: [Cargo.toml]}}'
  file Cargo.toml <<'TOML'
[workspace]
members = ["core", "cli", "tool"]
resolver = "2"

[workspace.package]
version = "0.11.0"
edition = "2021"

[workspace.dependencies]
acme-core = { path = "core", version = "0.11.0" }
TOML
  crate core <<<$'[package]\nname = "acme-core"\nversion.workspace = true\nedition.workspace = true'
  crate cli <<'TOML'
[package]
name = "acme-cli"
version.workspace = true
edition.workspace = true

[dependencies]
acme-core.workspace = true
TOML
  crate tool <<'TOML'
[package]
name = "acme-tool"
version = "0.1.0"
edition = "2021"

[target.'cfg(unix)'.dev-dependencies]
kernel = { package = "acme-core", path = "../core", version = "=0.11.0" }
TOML
  cargo generate-lockfile --offline
  commit_all
  every_level cargo_check
  grep -q 'version = "=1.0.0"' tool/Cargo.toml
}

@test "Cargo: a root that inherits from itself, and an excluded crate with a lock of its own" {
  needs cargo
  file relctl.yaml <<<$'format: 1\nservices: {acme: {version_files: [Cargo.toml]}}'
  crate . <<'TOML'
[workspace]
exclude = ["fuzz"]

[workspace.package]
version = "1.2.3"

[package]
name = "acme"
version = { workspace = true }
edition = "2021"
TOML
  crate fuzz <<<$'[package]\nname = "acme-fuzz"\nversion = "0.0.1"\nedition = "2021"\n[workspace]\n[dependencies]\nacme = { path = "..", version = "1.2" }'
  cargo generate-lockfile --offline
  (cd fuzz && cargo generate-lockfile --offline)
  commit_all
  both() { cargo_check && (cd fuzz && cargo_check); }
  every_level both
  grep -q 'version = "2.0"' fuzz/Cargo.toml || grep -q 'version = "2.0.0"' fuzz/Cargo.toml
}

@test "Cargo: several services of one workspace are released together and alone" {
  needs cargo
  file relctl.yaml <<'YAML'
format: 1
services:
  core: {paths: [core], version_files: [core/Cargo.toml]}
  cli: {paths: [cli], version_files: [cli/Cargo.toml], depends_on: [core]}
YAML
  file Cargo.toml <<<$'[workspace]\nmembers = ["c*"]\nresolver = "2"'
  crate core <<<$'[package]\nname = "core-of-acme"\nversion = "0.3.0"\nedition = "2021"'
  crate cli <<<$'[package]\nname = "cli-of-acme"\nversion = "1.0.0"\nedition = "2021"\n[dependencies]\ncore-of-acme = { path = "../core", version = "0.3" }'
  cargo generate-lockfile --offline
  commit_all
  every_level cargo_check
  relctl_run bump minor --service core --even-if-unchanged
  expect 0
  cargo_check
}

npm_check() {
  npm ci --offline --ignore-scripts --no-audit --no-fund >"$BATS_TEST_TMPDIR/npm" 2>&1 ||
    { cat "$BATS_TEST_TMPDIR/npm" >&2; return 1; }
}

npm_workspace() { # REQUIREMENT
  file relctl.yaml <<'YAML'
format: 1
services:
  api: {paths: [packages/api], version_files: [packages/api/package.json], depends_on: [web]}
  web: {paths: [packages/web], version_files: [packages/web/package.json]}
YAML
  file .gitignore <<<node_modules
  file package.json <<<'{"name": "acme", "private": true, "workspaces": ["packages/*"]}'
  file packages/web/package.json <<<'{"name": "@acme/web", "version": "1.0.0"}'
  file packages/api/package.json <<JSON
{"name": "@acme/api", "version": "1.0.0", "dependencies": {"@acme/web": "$1"}}
JSON
}

@test "npm: workspace siblings by exact, caret, tilde and open requirements, in locks of all versions" {
  needs npm
  local requirement version
  for requirement in 1.0.0 ^1.0.0 '~1.0' '*'; do
    for version in 2 3; do
      rm -rf "$BATS_TEST_TMPDIR/npm-work" && mkdir "$BATS_TEST_TMPDIR/npm-work"
      cd "$BATS_TEST_TMPDIR/npm-work" && git init -q
      npm_workspace "$requirement"
      npm install --offline --package-lock-only --lockfile-version "$version" --no-audit --no-fund >/dev/null
      commit_all
      npm_check
      relctl_run bump minor --even-if-unchanged
      expect 0
      npm_check
      relctl_run bump major --even-if-unchanged
      expect 0
      npm_check
      relctl_run verify HEAD
      expect 0
      relctl_run bump
      contains "$err" unchanged
    done
  done
}

@test "npm: a release of the sibling alone moves what requires it" {
  needs npm
  npm_workspace 1.0.0
  npm install --offline --package-lock-only --no-audit --no-fund >/dev/null
  commit_all
  relctl_run bump minor --service web --even-if-unchanged
  expect 0
  npm_check
  grep -q '"@acme/web": "1.1.0"' packages/api/package.json
}

maven_check() {
  mvn -q -B -o -Dmaven.repo.local="$MAVEN_REPOSITORY" validate
}

pom() { # DIRECTORY, what stands in <project> on stdin
  mkdir -p "$1"
  { echo '<project><modelVersion>4.0.0</modelVersion>'; cat; echo '</project>'; } >"$1/pom.xml"
}

@test "Maven: the modules' parents, and what depends on a module" {
  needs mvn
  file relctl.yaml <<<$'format: 1\nservices: {acme: {version_files: [pom.xml]}}'
  pom . <<<$'<groupId>com.acme</groupId><artifactId>root</artifactId><version>0.2.2</version><packaging>pom</packaging>\n<properties><core.version>0.2.2</core.version></properties>\n<modules><module>core</module><module>app</module></modules>'
  pom core <<<$'<parent><groupId>com.acme</groupId><artifactId>root</artifactId>\n<version>0.2.2</version></parent>\n<artifactId>core</artifactId><packaging>pom</packaging>'
  pom app <<<$'<parent><groupId>com.acme</groupId><artifactId>root</artifactId><version> 0.2.2 </version></parent>\n<artifactId>app</artifactId><packaging>pom</packaging>\n<dependencies><dependency><groupId>${project.groupId}</groupId><artifactId>core</artifactId><version>${core.version}</version><type>pom</type></dependency></dependencies>'
  commit_all
  maven_check || skip "mvn cannot validate offline here"
  every_level maven_check
}

@test "Maven: a CI-friendly revision is the one place" {
  needs mvn
  file relctl.yaml <<<$'format: 1\nservices: {acme: {version_files: [pom.xml]}}'
  pom . <<<$'<groupId>com.acme</groupId><artifactId>root</artifactId><version>${revision}</version><packaging>pom</packaging>\n<properties><revision>1.2.3</revision></properties><modules><module>core</module></modules>'
  pom core <<<$'<parent><groupId>com.acme</groupId><artifactId>root</artifactId><version>${revision}</version></parent><artifactId>core</artifactId><packaging>pom</packaging>'
  commit_all
  maven_check || skip "mvn cannot validate offline here"
  every_level maven_check
}

uv_check() { uv lock --check --offline -q; }

@test "uv: the lock holds the project itself, and a workspace's members" {
  needs uv
  export UV_CACHE_DIR="$HOME/uv" UV_PYTHON_DOWNLOADS=never
  file relctl.yaml <<<$'format: 1\nservices:\n  acme: {version_files: [pyproject.toml]}\n  core: {paths: [core], version_files: [core/pyproject.toml]}'
  file pyproject.toml <<'TOML'
[project]
name = "Acme_App"
version = "1.2.3"
requires-python = ">=3.9"
dependencies = ["acme-core==0.1.0"]

[tool.uv.workspace]
members = ["core"]

[tool.uv.sources]
acme-core = { workspace = true }
TOML
  file core/pyproject.toml <<<$'[project]\nname = "acme.core"\nversion = "0.1.0"\nrequires-python = ">=3.9"'
  uv lock --offline -q
  commit_all
  every_level uv_check
}

@test "Composer: the lock's content-hash is that of the file with its new version" {
  needs composer
  export COMPOSER_ALLOW_SUPERUSER=1 COMPOSER_HOME="$HOME/composer"
  file composer.json <<'JSON'
{
    "name": "acme/sample", "version": "1.2.3", "license": "MIT",
    "extra": {"a/b": "ü€😀 <b>", "empty": {}, "keys": {"0": "a"}},
    "config": {"platform": {"php": "8.1"}},
    "repositories": [{"packagist": false}]
}
JSON
  composer update -q --no-interaction
  rm -rf vendor
  printf 'format: 1\nservices: {sample: {version_files: [composer.json]}}\n' >relctl.yaml
  commit_all
  composer_check() {
    composer validate --no-check-publish --no-check-all >"$BATS_TEST_TMPDIR/said" 2>&1
    if grep -i 'lock file is not up to date' "$BATS_TEST_TMPDIR/said"; then return 1; fi
  }
  every_level composer_check
}

@test "Poetry: the lock holds a package by path, which is released beside it" {
  needs poetry
  export POETRY_VIRTUALENVS_CREATE=false POETRY_CACHE_DIR="$HOME/poetry"
  for name in sample lib; do
    file "$name/pyproject.toml" <<TOML
[project]
name = "$name"
version = "1.2.3"
requires-python = ">=3.9"
TOML
    file "$name/$name/__init__.py" </dev/null
  done
  printf '[tool.poetry.dependencies]\nlib = {path = "../lib", develop = true}\n' >>sample/pyproject.toml
  (cd sample && poetry lock --no-interaction -q) || skip "poetry cannot lock offline here"
  printf 'format: 1\nservices: {lib: {version_files: [lib/pyproject.toml]}}\n' >relctl.yaml
  commit_all
  poetry_check() (
    cp sample/poetry.lock "$BATS_TEST_TMPDIR/lock"
    cd sample && poetry check --lock -q && poetry lock --no-interaction -q
    diff "$BATS_TEST_TMPDIR/lock" poetry.lock
  )
  every_level poetry_check
}
