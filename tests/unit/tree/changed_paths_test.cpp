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

TEST_CASE("a folder is compared with its like, whatever stands between the two") {
  MemoryTree before;
  MemoryTree after;
  for (const char* path : {"a/one", "a-b/two", "a.b"})
    before.put(path, "1");
  for (const char* path : {"a/one", "a.b"})
    after.put(path, "1");
  CHECK(changed_paths(before, after) == std::vector<std::string>{"a-b/two"});
  CHECK(changed_paths(after, before) == std::vector<std::string>{"a-b/two"});
}

TEST_CASE("changed paths can be asked of one folder or file alone") {
  MemoryTree before;
  MemoryTree after;
  for (const char* path : {"a/one", "a/b/two", "ab/three", "c", "gone/four"})
    before.put(path, "1");
  for (const char* path : {"a/one", "a/b/two", "ab/three", "c"})
    after.put(path, "2");
  const auto below = [&](const std::string& path) { return changed_paths(before, after, path); };
  CHECK(below("a") == std::vector<std::string>{"a/b/two", "a/one"});
  CHECK(below("a/b") == std::vector<std::string>{"a/b/two"});
  CHECK(below("c") == std::vector<std::string>{"c"});
  CHECK(below("gone") == std::vector<std::string>{"gone/four"});
  CHECK(below("absent").empty());
  CHECK(below("") == changed_paths(before, after));
}

}  // namespace relctl
