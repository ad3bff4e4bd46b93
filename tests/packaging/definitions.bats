# SPDX-License-Identifier: MIT
# relctl releases itself, and what packaging/ describes is what relctl is.
load ../scenarios/helper.bash
load ../scenarios/servers.bash

setup() {
  isolate
}

teardown() {
  stop_servers
}

# own_repository: the files of this repository, as one commit of a new one, entered.
own_repository() {
  mkdir own
  git -C "$RELCTL_SOURCE" ls-files -z | (cd "$RELCTL_SOURCE" && xargs -0 tar -c --ignore-failed-read) |
    tar -x -C own
  cd own
  git init -q
  git add -A --force
  git commit -q -m "feat: everything"
  version=$(sed -nE "s/^  version: '(.*)',$/\1/p" meson.build)
  git tag -a -m "v$version" "v$version"
}

@test "relctl's own relctl.yaml is right: every file agrees with what --version says" {
  own_repository
  relctl config check
  equal "$(relctl current)" "$version"
  equal "$(relctl --version --json | jq -r .version)" "$version"
}

@test "a release of relctl sets each place of its version, and nothing else" {
  own_repository
  next=$(relctl semver bump minor "$version")
  relctl diff bump minor --even-if-unchanged >../patch
  equal "$(sed -n 's,^+++ b/,,p' ../patch)" "CHANGELOG.md
debian/changelog
meson.build
packaging/homebrew/relctl.rb"
  equal "$(relctl bump minor --even-if-unchanged)" "$next"
  grep -qF "relctl ($next) unstable" debian/changelog
  grep -qF "version: '$next'," meson.build
  grep -qF "tag: \"v$next\"" packaging/homebrew/relctl.rb
  grep -qF "## [$next] - " CHANGELOG.md
  equal "$(git describe --exact-match)" "v$next"
}

@test "relctl is released for its code, not for its documentation, tests or examples" {
  own_repository
  for file in docs/new.md README.md tests/new.py examples/new/README.md .woodpecker.yml; do
    change "$file"
  done
  equal "$(relctl next auto 2>/dev/null)" ""
  for file in src/main.cpp completions/_relctl debian/rules packaging/image/Dockerfile; do
    change "$file"
    equal "$(relctl next patch)" "$(relctl semver bump patch "$version")"
    git reset -q --hard HEAD~1
  done
}

# pipeline_step NAME: the commands of a step of .woodpecker.yml, without what installs and compiles.
pipeline_step() {
  python3 - "$RELCTL_SOURCE/.woodpecker.yml" "$1" <<'PYTHON' | grep -vE '^(apt-get|tools)[ /]'
import sys, yaml
steps = yaml.safe_load(open(sys.argv[1]))["steps"]
print("\n".join(next(s for s in steps if s["name"] == sys.argv[2])["commands"]).replace("$$", "$"))
PYTHON
}

@test "the release step of .woodpecker.yml releases relctl, and the tag says what its changelog says" {
  server_repository relctl
  start_http_server
  own_repository
  git remote add origin "$http_login_url/relctl.git"
  git push -q -u origin main "v$version"
  echo "- A change." >../line
  sed -i '/^## \[Unreleased\]/{n;r ../line
}' CHANGELOG.md
  change src/main.cpp
  git commit -q -a --amend -m "feat: a change"
  git push -q
  # The clone that a CI system makes has no credentials: those of the secrets are used.
  git remote set-url origin "$http_url/relctl.git"
  mkdir -p build/src
  ln -s "$RELCTL_BINARY" build/src/relctl
  next=$(relctl semver bump minor "$version")
  pipeline_step release >../release.sh
  RELEASE=auto RELEASE_USER=$http_user RELEASE_TOKEN=$http_password sh -eu ../release.sh >../said 2>&1 ||
    { cat ../said >&2; false; }
  lacks "$(cat ../said)" "$http_password"
  git ls-remote --exit-code "$http_login_url/relctl.git" "refs/tags/v$next" >/dev/null
  # `relctl announce`, the pipeline's last step, takes them from there.
  git tag --list --format='%(contents)' "v$next" >../told
  grep -qx -- "- A change." ../told
}

@test "--version names every library that the program is linked with or loads" {
  # The name of the library file, and what --version calls it; header-only ones have no file.
  local names=" fmt:fmt git2:libgit2 tomlplusplus:toml++ pugixml:pugixml crypto:OpenSSL yaml:libyaml re2:RE2 z:libgit2 "
  for name in CLI11 nlohmann-json libcurl OpenSSL libgit2 fmt pugixml toml++ libyaml RE2; do
    relctl --version | grep -qE "^${name//+/\\+} [0-9]+\.[0-9]+"
    relctl --version --json | jq -e --arg name "$name" '.libraries[$name] | test("^[0-9]+[.][0-9]+")'
  done
  relctl --version | head -1 | grep -qE "^relctl [0-9]+\.[0-9]+\.[0-9]+[^ ]* \([^)]+\)$"
  for library in $(readelf -d "$RELCTL_BINARY" | sed -nE 's/.*NEEDED.*\[lib([^]]*)\.so.*/\1/p'); do
    case "$library" in c | m | stdc++ | gcc_s | *san) continue ;; esac
    [[ "$names" == *" ${library%%-[0-9]*}:"* ]] || { echo "$library is not in --version" >&2; false; }
  done
}

@test "--version says which libgit2 it is, and the one without its network brings no TLS, SSH or Kerberos" {
  kind=$(relctl --version --json | jq -r .libraries.libgit2)
  case "$kind" in
    *"(shared library)") skip "relctl is linked with the shared libgit2: the archive is not usable here" ;;
    *"(archive, without its network)") ;;
    *) echo "$kind" >&2; false ;;
  esac
  ldd "$RELCTL_BINARY" >loaded
  if grep -E 'lib(git2|ssl|ssh2|mbed[a-z0-9]*|gssapi[a-z0-9_]*|krb5)[.]so' loaded >&2; then false; fi
}

@test "the formula is Ruby, and builds with options that there are" {
  command -v ruby >/dev/null || skip "ruby is not installed"
  equal "$(ruby -wc "$RELCTL_SOURCE/packaging/homebrew/relctl.rb")" "Syntax OK"
  grep -o -- '-D[a-z]*' "$RELCTL_SOURCE/packaging/homebrew/relctl.rb" | while read -r option; do
    grep -q "^option('${option#-D}'" "$RELCTL_SOURCE/meson_options.txt"
  done
}

# with_settings NAME=VALUE...: relctl as a plugin, on a sample that has something to release.
with_settings() {
  code=0
  out=$(env "$@" "$RELCTL_BINARY" 2>"$BATS_TEST_TMPDIR/err") || code=$?
  err=$(cat "$BATS_TEST_TMPDIR/err")
}

# empty NAME...: each setting given, but empty.
empty() {
  printf 'PLUGIN_%s=\n' "${@#PLUGIN_}" | sort -u
}

@test "the inputs of action, component and pipe are settings that relctl takes" {
  local file setting names
  sample_repository work
  for file in github-action/action.yml gitlab-component/templates/relctl.yml \
    gitlab-component/templates/guard.yml bitbucket-pipe/pipe.yml; do
    mapfile -t names < <(grep -o 'PLUGIN_[A-Z_]*' "$RELCTL_SOURCE/packaging/$file")
    # An empty value is a setting that was not given; an unknown name is refused all the same.
    mapfile -t names < <(empty "${names[@]}")
    with_settings "${names[@]}" PLUGIN_COMMAND=current
    expect 0 1.2.3
  done
  mapfile -t names < <(sed -n '/^| setting/,/^$/p' "$RELCTL_SOURCE/packaging/woodpecker-plugin/docs.md" |
    cut -d '|' -f 2 | grep -o '`[a-z_]*`' | tr -d '`' | tr '[:lower:]' '[:upper:]')
  [ "${#names[@]}" -gt 20 ]
  mapfile -t names < <(empty "${names[@]}")
  with_settings "${names[@]}" PLUGIN_COMMAND=current
  expect 0 1.2.3
  with_settings PLUGIN_COMAND= PLUGIN_COMMAND=current
  expect 2
}

@test "each command that action and component offer runs with their own defaults" {
  sample_repository work
  git init -q --bare ../server.git
  git remote add origin "file://$BATS_TEST_TMPDIR/server.git"
  git push -q -u origin main
  change
  git push -q
  local none=(PLUGIN_LEVEL= PLUGIN_ENVIRONMENT= PLUGIN_SERVICE= PLUGIN_TO= PLUGIN_DIGEST=)
  with_settings "${none[@]}" PLUGIN_COMMAND=guard PLUGIN_RANGE=HEAD~1..HEAD
  expect 0
  with_settings "${none[@]}" PLUGIN_COMMAND=bump PLUGIN_PUSH=true PLUGIN_NO_DEPLOY=false
  expect 0 1.2.4
  with_settings "${none[@]}" PLUGIN_COMMAND=promote PLUGIN_PUSH=true PLUGIN_NO_DEPLOY=false PLUGIN_ENVIRONMENT=staging
  expect 0
  with_settings "${none[@]}" PLUGIN_COMMAND=rollback PLUGIN_PUSH=true PLUGIN_NO_DEPLOY=false PLUGIN_ENVIRONMENT=staging \
    PLUGIN_SERVICE=sample
  expect 0
}

@test "the image is not root's, trusts the workspace, and has what git needs" {
  local file="$RELCTL_SOURCE/packaging/image/Dockerfile" last
  last=$(awk '/^FROM/ { text = "" } { text = text $0 "\n" } END { printf "%s", text }' "$file")
  grep -qE '^USER [1-9][0-9]*:[1-9][0-9]*$' <<<"$last"
  grep -qx 'ENTRYPOINT \["/usr/bin/relctl"\]' <<<"$last"
  grep -qF "git config --system --add safe.directory '*'" <<<"$last"
  for package in ca-certificates git libcurl4 openssh-client; do grep -qw -- "$package" <<<"$last"; done
  for label in title description licenses version revision created; do
    grep -q "org.opencontainers.image.$label=" <<<"$last"
  done
  # Each argument that a label reads is declared in this stage.
  for argument in $(grep -o '\${[A-Z]*}' <<<"$last" | tr -d '${}' | sort -u); do
    [ "$argument" = DEBIAN ] || grep -qE "^ARG $argument=" <<<"$last"
  done
  # The packages that tools/setup installs for it are those that debian/control asks for.
  sed -nE '/^Build-Depends/,/^$/s/^ ([a-z0-9.+-]+)[^<]*,$/\1/p' "$RELCTL_SOURCE/debian/control" |
    grep -v debhelper-compat | while read -r package; do
    grep -qw -- "$package" "$RELCTL_SOURCE/tools/setup" || { echo "$package" >&2; false; }
  done
}

# Every recipe's image is of relctl's release or of a Debian that is named: none is "latest".
@test "no image is taken without a tag" {
  run grep -rnE '^FROM [^$: ]+( |$)|:latest' "$RELCTL_SOURCE"/packaging
  equal "$output" ""
}
