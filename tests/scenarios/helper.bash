# SPDX-License-Identifier: MIT
# What every scenario stands on: an isolated git, pinned dates, a sample repository, and the built
# binary, whose path is in RELCTL_BINARY (meson sets it). Load it, and call isolate first in setup.

# isolate: no configuration, variable or hook of the user's machine reaches the test.
isolate() {
  local variable
  for variable in $(compgen -e | grep -E '^(GIT_|CI$|CI_|GITHUB_|GITLAB_|CIRCLE|BITBUCKET_|JENKINS_|BUILD_|TF_BUILD|CHANGE_ID|BRANCH_NAME|TAG_NAME)'); do
    unset "$variable"
  done
  export HOME="$BATS_TEST_TMPDIR/home" LC_ALL=C TERM=dumb
  mkdir -p "$HOME"
  export GIT_CONFIG_GLOBAL="$HOME/gitconfig" GIT_CONFIG_NOSYSTEM=1 GIT_TERMINAL_PROMPT=0
  printf '[user]\n\tname = Ada\n\temail = ada@example.org\n[init]\n\tdefaultBranch = main\n' \
    >"$GIT_CONFIG_GLOBAL"
  export GIT_AUTHOR_DATE='1700000000 +0100' GIT_COMMITTER_DATE='1700000000 +0100'
  cd "$BATS_TEST_TMPDIR" || return 1
}

relctl() {
  "${RELCTL_BINARY:?set it to the path of the built relctl}" "$@"
}

# relctl_run ARGUMENT...: its exit code is then in $code, stdout in $out, stderr in $err (both
# without their last line ends), and the same in the files out and err of the test's folder.
relctl_run() {
  code=0
  relctl "$@" >"$BATS_TEST_TMPDIR/out" 2>"$BATS_TEST_TMPDIR/err" </dev/null || code=$?
  out=$(cat "$BATS_TEST_TMPDIR/out")
  err=$(cat "$BATS_TEST_TMPDIR/err")
}

# expect CODE [STDOUT]: of the last relctl_run; shows everything where it differs.
expect() {
  if [ "$code" = "$1" ] && { [ $# -lt 2 ] || [ "$out" = "$2" ]; }; then return 0; fi
  printf 'expected: exit %s%s\n' "$1" "${2+, stdout: $2}" >&2
  printf 'got: exit %s\n--- stdout\n%s\n--- stderr\n%s\n' "$code" "$out" "$err" >&2
  return 1
}

# contains TEXT PART: shows both where PART is no part of TEXT.
contains() {
  [[ "$1" == *"$2"* ]] && return 0
  printf 'expected to find: %s\nin: %s\n' "$2" "$1" >&2
  return 1
}

# lacks TEXT PART: the opposite.
lacks() {
  [[ "$1" != *"$2"* ]] && return 0
  printf 'expected not to find: %s\nin: %s\n' "$2" "$1" >&2
  return 1
}

# equal GOT EXPECTED
equal() {
  [ "$1" = "$2" ] && return 0
  diff <(printf '%s\n' "$2") <(printf '%s\n' "$1") >&2
  return 1
}

# overlay NAME: one environment with an image entry of its own.
overlay() {
  mkdir -p "kubernetes/deploy/$1"
  cat >"kubernetes/deploy/$1/kustomization.yaml" <<YAML
apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
resources:
  - ../../base
images:
  - name: ghcr.io/acme/sample # set by the release
    newTag: "1.2.3"
YAML
}

# sample_files: the files of a service with one version file and three environments.
sample_files() {
  local environment
  cat >relctl.yaml <<'YAML'
format: 1
services:
  sample:
    version_files: [pyproject.toml]
    images: [ghcr.io/acme/sample]
environments:
  - {name: dev, path: kubernetes/deploy/dev}
  - {name: staging, path: kubernetes/deploy/staging}
  - {name: production, path: kubernetes/deploy/production}
YAML
  cat >pyproject.toml <<'TOML'
[project]
name = "sample" # "1.2.3"
version = "1.2.3"
dependencies = ["other==1.2.3"]
TOML
  mkdir -p src kubernetes/base
  echo 'print("hello")' >src/app.py
  cat >kubernetes/base/kustomization.yaml <<'YAML'
resources:
  - deployment.yaml
YAML
  cat >kubernetes/base/deployment.yaml <<'YAML'
apiVersion: apps/v1
kind: Deployment
metadata: {name: sample}
spec:
  template:
    spec:
      containers:
        - name: sample
          image: ghcr.io/acme/sample
YAML
  for environment in dev staging production; do overlay "$environment"; done
}

# sample_repository FOLDER [INIT OPTION...]: the sample as a repository with one commit, entered.
sample_repository() {
  local folder="$1"
  shift
  git init -q "$@" "$folder"
  cd "$folder" || return 1
  sample_files
  git add -A
  git commit -q -m 'feat: first'
}

# sample_on_server URL: the sample, pushed to URL/sample.git, in the folder "work", entered. The
# server's own repository is then in $bare.
sample_on_server() {
  sample_repository work
  git remote add origin "$1/sample.git"
  git push -q -u origin main
  bare="$servers_root/repos/sample.git"
}

# deployed ENVIRONMENT...: the service at 1.0.0 in folders deploy/ENVIRONMENT, with one image entry each.
deployed() {
  local name
  echo 1.0.0 >VERSION
  for name in "$@"; do
    mkdir -p "deploy/$name"
    printf 'resources: [app.yaml]\nimages:\n  - name: ghcr.io/acme/sample\n    newTag: 1.0.0\n' \
      >"deploy/$name/kustomization.yaml"
    printf 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: sample}\nspec: {template: {spec: {containers: [{name: sample, image: ghcr.io/acme/sample}]}}}\n' \
      >"deploy/$name/app.yaml"
  done
}

# deployed_config LINE...: relctl.yaml of that service, with these lines below `environments:`.
deployed_config() {
  {
    printf 'format: 1\nservices:\n  sample:\n    version_files: [VERSION]\n'
    printf '    images: [ghcr.io/acme/sample]\nenvironments:\n'
    printf '  %s\n' "$@"
  } >relctl.yaml
}

# change [FILE]: a commit that the service has to be released for.
change() {
  local file="${1:-src/app.py}"
  mkdir -p "$(dirname "$file")"
  echo "# change $RANDOM$RANDOM" >>"$file"
  git add -- "$file"
  git commit -q -m "fix: change $file"
}

# settled: nothing of the work tree, the index or the operation is left open.
settled() {
  equal "$(git status --porcelain)" "" && [ ! -e "$(git rev-parse --git-path index.lock)" ] &&
    equal "$(git for-each-ref 'refs/relctl/**')" ""
}

# state FOLDER: a hash over every name, mode, link and byte below it.
state() {
  (cd "$1" && find . -printf '%p %y %m %l\n' | sort && find . -type f -print0 | sort -z |
    xargs -0 sha256sum) | sha256sum
}
