// SPDX-License-Identifier: MIT
#include "config/glob.hpp"

#include <chrono>

#include <doctest/doctest.h>

using relctl::config::matches;
using relctl::config::matches_branch;

namespace {

using Globs = std::vector<std::string>;

struct GlobRow {
  Globs globs;
  std::string path;
  bool selected;
};

void check(const std::vector<GlobRow>& rows, bool (*function)(const Globs&, std::string_view)) {
  for (const GlobRow& row : rows) {
    for (const std::string& glob : row.globs)
      CAPTURE(glob);
    const std::string globs = row.globs.empty() ? "" : row.globs.front() + " … " + row.globs.back();
    CAPTURE(globs);
    CAPTURE(row.path);
    CHECK(function(row.globs, row.path) == row.selected);
  }
}

}  // namespace

TEST_CASE("globs select files as .gitignore does, and plain names are paths from the root") {
  check(
      {
          {{"."}, "a", true},
          {{"."}, "a/b/c", true},
          {{"./"}, "a", true},
          {{"**"}, "a/b", true},
          {{"src"}, "src", true},
          {{"src"}, "src/a.c", true},
          {{"src/"}, "src/a/b.c", true},
          {{"./src"}, "src/a.c", true},
          {{"/src"}, "src/a.c", true},
          {{"src"}, "lib/src/a.c", false},
          {{"src"}, "srcs/a.c", false},
          {{"src/**"}, "src/a.c", true},
          {{"src/**"}, "src/a/b.c", true},
          {{"src/**"}, "lib/a.c", false},
          {{"src/*"}, "src/a/b.c", true},
          {{"src/*.c"}, "src/a.c", true},
          {{"src/*.c"}, "src/a/b.c", false},
          {{"src/**/*.c"}, "src/a.c", true},
          {{"src/**/*.c"}, "src/a/b/c.c", true},
          {{"src/**/*.c"}, "src/a/b/c.h", false},
          {{"**/test"}, "a/b/test/x", true},
          {{"**/test"}, "test/x", true},
          {{"*.md"}, "README.md", true},
          {{"*.md"}, "docs/a.md", true},
          {{"*.md"}, "docs/a.mdx", false},
          {{"*.d"}, "conf.d/x", true},
          {{"a?c"}, "abc", true},
          {{"a?c"}, "a/c", false},
          {{"a*c"}, "a/c", false},
          {{"[ab].c"}, "b.c", true},
          {{"[!ab].c"}, "b.c", false},
          {{"[!ab].c"}, "x.c", true},
          {{"[a-c]1"}, "b1", true},
          {{"[a-c]1"}, "d1", false},
          {{"[]]"}, "]", true},
          {{"[a-]"}, "-", true},
          {{"[ab"}, "[ab", true},
          {{"\\*.c"}, "*.c", true},
          {{"\\*.c"}, "x.c", false},
          {{"\\!a"}, "!a", true},
          {{"a**b"}, "axxb", true},
          {{}, "a", false},
          {{""}, "a", true},
      },
      matches);
}

TEST_CASE("the last glob that matches decides") {
  check(
      {
          {{".", "!docs/**"}, "docs/a.md", false},
          {{".", "!docs/**"}, "src/a.md", true},
          {{".", "!docs"}, "docs/a/b.md", false},
          {{".", "!*.md"}, "src/a.md", false},
          {{".", "!docs", "docs/api"}, "docs/api/x", true},
          {{".", "!docs", "docs/api"}, "docs/x", false},
          {{"!docs", "."}, "docs/x", true},
          {{"!docs"}, "src/x", false},
      },
      matches);
}

TEST_CASE("a branch glob matches the whole name") {
  check(
      {
          {{"main"}, "main", true},
          {{"main"}, "main/x", false},
          {{"main"}, "x/main", false},
          {{"hotfix/*"}, "hotfix/1.2", true},
          {{"hotfix/*"}, "hotfix", false},
          {{"hotfix/*"}, "hotfix/a/b", false},
          {{"hotfix/**"}, "hotfix/a/b", true},
          {{"*"}, "main", true},
          {{"*"}, "a/b", false},
          {{"**"}, "a/b", true},
          {{"release-*", "!release-0*"}, "release-1", true},
          {{"release-*", "!release-0*"}, "release-0.9", false},
      },
      matches_branch);
}

TEST_CASE("hostile globs and paths take no exponential time") {
  std::string stars;
  std::string deep;
  std::string folders;
  for (int i = 0; i < 200; ++i) {
    stars += "a*";
    deep += "**/a/";
    folders += "a/";
  }
  const auto start = std::chrono::steady_clock::now();
  CHECK_FALSE(matches({stars + "b"}, std::string(2'000, 'a')));
  CHECK_FALSE(matches({deep + "b"}, folders + "c"));
  CHECK_FALSE(matches({std::string(2'000, '[')}, std::string(2'000, 'a')));
  CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(5));
}
