# SPDX-License-Identifier: MIT
# What tools/package makes is complete, clean and runs. It compiles everything once more, twice, so it
# is run where CI=true, or on demand: RELCTL_PACKAGES=1 meson test -C build packages

setup() {
  if [ "${CI:-}" != true ] && [ -z "${RELCTL_PACKAGES:-}" ]; then
    skip "not run: packages are built where CI=true, or with RELCTL_PACKAGES=1"
  fi
  git -C "$RELCTL_SOURCE" rev-parse -q --verify HEAD >/dev/null || skip "not run: this is no git repository"
  # What the tests of this file make, for each other.
  dist="$BATS_FILE_TMPDIR/dist"
  export AUTOPKGTEST_TMP="$BATS_TEST_TMPDIR/work" RELCTL_BUILDTYPE=debug
  mkdir "$AUTOPKGTEST_TMP"
  cd "$BATS_TEST_TMPDIR" || return
  version=$("$RELCTL_BINARY" --version --json | jq -r .version)
}

# released_from PREFIX
released_from() {
  env -u CI sh "$RELCTL_SOURCE/debian/tests/release" "$1" | grep -F "relctl $version ("
}

@test "the Debian packages build, satisfy lintian, and what they hold runs" {
  "$RELCTL_SOURCE/tools/package" deb "$dist" >log 2>&1 || { tail -50 log >&2; false; }
  "$RELCTL_SOURCE/tools/setup" lintian >log 2>&1
  lintian --allow-root --fail-on error,warning "$dist"/*.deb
  for package in relctl relctl-demo; do
    dpkg-deb -x "$dist"/"${package}_"*.deb root
    [ "$(dpkg-deb -f "$dist"/"${package}_"*.deb Version)" = "$version" ]
  done
  dpkg-deb -f "$dist"/relctl_*.deb Depends | grep -q "git (>= 1:2.30)"
  dpkg-deb -f "$dist"/relctl_*.deb Recommends | grep -q libcurl4
  released_from "$PWD/root/usr"
  [ -x root/usr/bin/relctl-demo ]
}

@test "the Debian package is installed, runs, and leaves nothing behind" {
  { [ "$(id -u)" -eq 0 ] && [ "${CI:-}" = true ]; } || skip "not run: it is installed by root in CI alone"
  ! dpkg-query -W relctl 2>/dev/null || skip "not run: relctl is installed here"
  dpkg -i "$dist"/relctl_*.deb
  released_from /usr
  dpkg --purge relctl
  [ ! -e /usr/bin/relctl ] && [ ! -e /usr/share/doc/relctl ] && [ ! -e /usr/share/relctl ]
}

@test "the tarball holds the program, its pages and the licences, and needs libc alone" {
  "$RELCTL_SOURCE/tools/package" tarball "$dist" >log 2>&1 || { tail -50 log >&2; false; }
  name=relctl-$version-linux-$(uname -m)
  (cd "$dist" && sha256sum --check --strict SHA256SUMS)
  tar -xzf "$dist/$name.tar.gz"
  released_from "$PWD/$name"
  for file in LICENSE README.md CHANGELOG.md licences/libgit2-dev licences/libssl-dev bin/relctl; do
    [ -s "$name/$file" ]
  done
  for library in $(readelf -d "$name/bin/relctl" | sed -nE 's/.*NEEDED.*\[(.*)\].*/\1/p'); do
    case "$library" in
      libc.so.* | libm.so.* | ld-linux-*) ;;
      *) echo "it needs $library" >&2; false ;;
    esac
  done
  # The same commit gives the same bytes: order, owners and times are the commit's, no path is ours.
  LC_ALL=C
  tar -tzf "$dist/$name.tar.gz" | sed 's,/$,,' >listed
  sort -c listed
  [ "$(tar -tvzf "$dist/$name.tar.gz" --numeric-owner | awk '{print $2}' | sort -u)" = 0/0 ]
  [ "$(tar -tvzf "$dist/$name.tar.gz" --full-time --utc | awk '{print $4, $5}' | sort -u | wc -l)" = 1 ]
  if grep -qaF "$dist" "$name/bin/relctl"; then false; fi
  if command -v ccache >/dev/null; then
    mv "$dist/$name.tar.gz" .
    "$RELCTL_SOURCE/tools/package" tarball "$dist" >log 2>&1
    cmp "$dist/$name.tar.gz" "$name.tar.gz"
  fi
}
