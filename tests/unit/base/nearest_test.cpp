// SPDX-License-Identifier: MIT
#include "base/nearest.hpp"

#include <doctest/doctest.h>

using relctl::edit_distance;
using relctl::nearest;

TEST_CASE("the distance counts insertions, deletions, replacements and swaps") {
  struct Row {
    std::string left;
    std::string right;
    std::size_t distance;
  };
  const std::vector<Row> rows = {
      {"", "", 0},         {"", "abc", 3},          {"abc", "", 3},           {"bump", "bump", 0},
      {"bump", "bumb", 1}, {"bump", "bmup", 1},     {"kitten", "sitting", 3}, {"BUMP", "bump", 0},
      {"ca", "abc", 3},    {"status", "sttaus", 1},
  };
  for (const Row& row : rows) {
    CAPTURE(row.left);
    CAPTURE(row.right);
    CHECK(edit_distance(row.left, row.right) == row.distance);
    CHECK(edit_distance(row.right, row.left) == row.distance);
  }
}

TEST_CASE("a mistyped word is answered with the nearest one, a foreign word with none") {
  const std::vector<std::string> known = {"paths", "version_files", "images", "tag", "depends_on"};
  struct Row {
    std::string word;
    std::optional<std::string> meant;
  };
  const std::vector<Row> rows = {
      {"version_file", "version_files"},
      {"versionfiles", "version_files"},
      {"Images", "images"},
      {"path", "paths"},
      {"dependson", "depends_on"},
      {"tga", "tag"},
      {"replicas", std::nullopt},
      {"xyz", std::nullopt},
      {"", std::nullopt},
      {std::string(100'000, 'a'), std::nullopt},
  };
  for (const Row& row : rows) {
    CAPTURE(row.word);
    CHECK(nearest(row.word, known) == row.meant);
  }
}

TEST_CASE("of equally near words the first is suggested") {
  CHECK(nearest("dex", {"dev", "des"}) == "dev");
  CHECK(nearest("x", {"a"}) == std::nullopt);
  CHECK(nearest("dev", {}) == std::nullopt);
}
