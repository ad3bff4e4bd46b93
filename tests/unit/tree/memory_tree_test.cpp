// SPDX-License-Identifier: MIT
#include "tree/memory_tree.hpp"

#include <doctest/doctest.h>

using relctl::MemoryTree;
using relctl::Mode;

TEST_CASE("directories of a memory tree exist where files need them") {
  MemoryTree tree;
  tree.put("a/b/c", "1");
  tree.put("a/d", "2", Mode::executable);
  tree.put("e", "3");
  REQUIRE(tree.list("").size() == 2);
  CHECK(tree.list("")[0].name == "a");
  CHECK(tree.list("")[0].mode == Mode::directory);
  CHECK(tree.list("a")[1].mode == Mode::executable);
  CHECK(tree.read("a/b/c") == "1");
  CHECK_FALSE(tree.find("a/x"));
}

TEST_CASE("a directory's id changes with any file below it") {
  MemoryTree tree;
  tree.put("a/b/c", "1");
  const auto before = tree.find("a")->id;
  tree.put("a/b/c", "2");
  CHECK(tree.find("a")->id != before);
}
