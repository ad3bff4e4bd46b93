// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <optional>
#include <sstream>
#include <string>

#include <doctest/doctest.h>

#include "base/error.hpp"
#include "formats/version_file.hpp"
#include "tree/memory_tree.hpp"

// Each directory of tests/golden/formats is a case: before/, after/ and case.txt with lines
// `name: value`: path, key, pattern, format, count (as in relctl.yaml), read (the version before),
// write (the version after) and places (how many versions change in all files; default 1).

namespace {

namespace fs = std::filesystem;
using relctl::MemoryTree;
using Files = std::map<std::string, std::string>;

std::string slurp(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  REQUIRE(stream);
  std::ostringstream text;
  text << stream.rdbuf();
  return text.str();
}

Files files_below(const fs::path& directory) {
  Files files;
  for (const auto& entry : fs::recursive_directory_iterator(directory)) {
    if (entry.is_regular_file()) {
      files[fs::relative(entry.path(), directory).string()] = slurp(entry.path());
    }
  }
  return files;
}

std::map<std::string, std::string> read_case(const fs::path& path) {
  std::map<std::string, std::string> fields;
  std::istringstream lines(slurp(path));
  for (std::string line; std::getline(lines, line);) {
    const std::size_t colon = line.find(": ");
    REQUIRE(colon != std::string::npos);
    fields[line.substr(0, colon)] = line.substr(colon + 2);
  }
  return fields;
}

std::optional<std::string> field(const std::map<std::string, std::string>& fields,
                                 const std::string& name) {
  const auto found = fields.find(name);
  return found == fields.end() ? std::nullopt : std::optional(found->second);
}

// The number of places where `after` has `next` instead of `old`; nothing where the two differ in
// anything else.
std::optional<std::size_t> changed_places(std::string_view before, std::string_view after,
                                          std::string_view old, std::string_view next) {
  std::size_t count = 0;
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < before.size() || j < after.size()) {
    if (i < before.size() && j < after.size() && before[i] == after[j]) {
      ++i;
      ++j;
      continue;
    }
    // The two versions may begin alike: the place began up to a version's length ago.
    const std::size_t most = std::min({i, j, old.size(), next.size()});
    std::size_t back = 0;
    while (back <= most && !(before.substr(i - back).starts_with(old) &&
                             after.substr(j - back).starts_with(next))) {
      ++back;
    }
    if (back > most) return std::nullopt;
    i += old.size() - back;
    j += next.size() - back;
    ++count;
  }
  return count;
}

void accept(const fs::path& directory, const Files& files) {
  fs::remove_all(directory);
  for (const auto& [path, text] : files) {
    fs::create_directories((directory / path).parent_path());
    std::ofstream(directory / path, std::ios::binary) << text;
  }
}

MemoryTree tree_of(const Files& files) {
  std::map<std::string, MemoryTree::File> tree;
  for (const auto& [path, text] : files)
    tree[path] = {text};
  return MemoryTree(tree);
}

std::optional<std::size_t> count_of(const std::map<std::string, std::string>& fields) {
  const std::string count = field(fields, "count").value_or("1");
  return count == "all" ? std::nullopt : std::optional<std::size_t>(std::stoul(count));
}

void run_case(const fs::path& directory) {
  const auto fields = read_case(directory / "case.txt");
  const relctl::formats::VersionFile file{fields.at("path"), field(fields, "key"),
                                          field(fields, "pattern"), field(fields, "format"),
                                          count_of(fields)};
  const Files before = files_below(directory / "before");
  const MemoryTree tree = tree_of(before);
  CHECK(relctl::formats::read_version(tree, file) == fields.at("read"));

  Files after = before;
  std::size_t places = 0;
  for (const auto& written : write_version(tree, file, fields.at("write"))) {
    const auto changed = changed_places(before.at(written.path), written.content, fields.at("read"),
                                        fields.at("write"));
    CHECK_MESSAGE(changed.has_value(), written.path);
    places += changed.value_or(0);
    after[written.path] = written.content;
  }
  CHECK(places == std::stoul(field(fields, "places").value_or("1")));

  if (std::getenv("UPDATE") != nullptr) accept(directory / "after", after);
  CHECK(after == files_below(directory / "after"));
  const MemoryTree result = tree_of(after);
  CHECK(relctl::formats::read_version(result, file) == fields.at("write"));
  CHECK(write_version(result, file, fields.at("write")).empty());
}

}  // namespace

TEST_CASE("every golden version file changes as its case says, and nowhere else") {
  const char* golden = std::getenv("RELCTL_GOLDEN");
  REQUIRE(golden != nullptr);
  std::size_t count = 0;
  for (const auto& entry : fs::directory_iterator(fs::path(golden) / "formats")) {
    const std::string name = entry.path().filename().string();
    CAPTURE(name);
    ++count;
    CHECK_NOTHROW(run_case(entry.path()));
  }
  CHECK(count >= 60);
}
