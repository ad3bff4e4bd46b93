// SPDX-License-Identifier: MIT
#include "tree/changed_paths.hpp"

#include <doctest/doctest.h>

#include "tree/memory_tree.hpp"

namespace relctl {

TEST_CASE("changed paths are those that differ by content or mode") {
  MemoryTree before;
  MemoryTree after;
  for (const auto& [path, text] : std::vector<std::pair<std::string, std::string>>{
           {"a/b/one", "1"}, {"a/two", "2"}, {"x", "3"}, {"y/z", "4"}, {"s", "5"}})
    before.put(path, text);
  for (const auto& [path, text] : std::vector<std::pair<std::string, std::string>>{
           {"a/b/one", "1"}, {"a/two", "II"}, {"x/w", "3"}, {"y", "4"}, {"n/m", "6"}})
    after.put(path, text);
  after.put("s", "5", Mode::executable);
  CHECK(changed_paths(before, after) ==
        std::vector<std::string>{"a/two", "n/m", "s", "x", "x/w", "y", "y/z"});
  CHECK(changed_paths(after, before) == changed_paths(before, after));
  CHECK(changed_paths(before, before).empty());
}

}  // namespace relctl
