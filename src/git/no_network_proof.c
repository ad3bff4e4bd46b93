/* SPDX-License-Identifier: MIT */
/* Run while meson configures: libgit2's archive links with no_network.c, is the version that the
 * headers describe, and starts. */
#include "git/no_network.c"

int main(void) {
  int major = 0, minor = 0, revision = 0;
  if (git_libgit2_init() < 1) return 1;
  git_libgit2_version(&major, &minor, &revision);
  if (major != LIBGIT2_VER_MAJOR || minor != LIBGIT2_VER_MINOR) return 1;
  if (revision != LIBGIT2_VER_REVISION) return 1;
  return git_libgit2_shutdown() == 0 ? 0 : 1;
}
