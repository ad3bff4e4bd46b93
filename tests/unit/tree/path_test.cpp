// SPDX-License-Identifier: MIT
#include "tree/path.hpp"

#include <doctest/doctest.h>

#include "base/error.hpp"
#include "tree/memory_tree.hpp"

using relctl::check_path;
using relctl::Error;
using relctl::MemoryTree;
using relctl::Mode;
using relctl::path_fault;

TEST_CASE("paths that leave the repository or enter git's folder are refused") {
  for (const std::string path : {"", "/etc/passwd", "../x", "a/../b", "a//b", "a/", "./a",
                                 ".git/config", "a/.GIT/hooks", "GIT~1/x", "a\\b", "a\nb"}) {
    CAPTURE(path);
    CHECK_FALSE(path_fault(path).empty());
  }
  for (const std::string path : {"a", "a/b.yaml", "..a/b", ".github/x", "a b"}) {
    CAPTURE(path);
    CHECK(path_fault(path).empty());
  }
}

TEST_CASE("no symbolic link or submodule may stand on the way") {
  MemoryTree tree;
  tree.put("link", "elsewhere", Mode::symlink);
  tree.put("module", "", Mode::submodule);
  tree.put("dir/file", "text");
  CHECK_THROWS_AS(check_path(tree, "link"), Error);
  CHECK_THROWS_AS(check_path(tree, "link/file"), Error);
  CHECK_THROWS_AS(check_path(tree, "module/file"), Error);
  CHECK_NOTHROW(check_path(tree, "dir/file"));
  CHECK_NOTHROW(check_path(tree, "dir/new"));
}
