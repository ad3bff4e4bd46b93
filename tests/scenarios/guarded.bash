# SPDX-License-Identifier: MIT
# A repository with three environments below a guarded path, for scenarios; load it and call
# guarded_repository in setup. relctl is in PATH too, as hooks need it.
load helper.bash
load servers.bash

guarded_repository() {
  isolate
  unset GIT_AUTHOR_DATE GIT_COMMITTER_DATE
  PATH="$(dirname "$RELCTL_BINARY"):$PATH"
  repo="$BATS_TEST_TMPDIR/repo"
  git init -q -b main "$repo"
  cd "$repo" || return 1
  deployed_config "- {name: dev, path: deploy/dev}" "- {name: staging, path: deploy/staging}" \
    "- {name: production, path: deploy/production}"
  echo "generated: [deploy]" >>relctl.yaml
  deployed dev staging production
  git add -A
  git commit -q -m first
  git tag base
}

set_tag() { sed -i "s/newTag: .*/newTag: $2/" "deploy/$1/kustomization.yaml"; }

# by_hand COMMAND...: makes a commit of what the command does, in relctl's name.
by_hand() {
  "$@"
  git add -A
  git commit -q -m "chore(release): sample 9.9.9" --author "relctl <relctl@example.org>"
}

release() {
  change
  relctl bump -q >/dev/null
}

# refused TEXT: guard finds something in base..HEAD, and says TEXT.
refused() {
  relctl_run guard --range base..HEAD
  expect 1 && contains "$out" "$1"
}

# passed: it finds nothing.
passed() {
  relctl_run guard --range "${1:-base..HEAD}"
  expect 0 ""
}
