// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "base/error.hpp"
#include "formats/version_file.hpp"
#include "tree/memory_tree.hpp"

namespace relctl::formats {

/// A file, and the refusal that it gets.
struct Row {
  std::string path;
  std::string text;
  std::string message;
  std::size_t line = 0;
  std::size_t column = 0;
};

/// A tree that holds one file.
inline MemoryTree tree_of(const std::string& path, const std::string& text) {
  return MemoryTree(std::map<std::string, MemoryTree::File>{{path, {text}}});
}

/// Checks that writing a version to `file` is refused as `row` says.
inline void check_refused(const MemoryTree& tree, const VersionFile& file, const Row& row) {
  CAPTURE(row.path);
  CAPTURE(row.text);
  try {
    write_version(tree, file, "1.3.0");
    FAIL_CHECK("accepted");
  } catch (const Error& error) {
    CHECK(error.kind() == relctl::ErrorKind::input);
    CHECK(std::string(error.what()) == row.message);
    REQUIRE(error.where());
    CHECK(error.where()->file == row.path);
    CHECK(error.where()->line == row.line);
    CHECK(error.where()->column == row.column);
  }
}

/// Checks every row as a tree with that one file, whose name tells its format.
inline void check_rows(const std::vector<Row>& rows) {
  for (const Row& row : rows) {
    const MemoryTree tree = tree_of(row.path, row.text);
    check_refused(tree, {row.path, {}, {}, {}}, row);
  }
}

}  // namespace relctl::formats
