// SPDX-License-Identifier: MIT
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <map>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "formats/changelog.hpp"
#include "formats/version_file.hpp"
#include "tree/memory_tree.hpp"

namespace {

using relctl::Error;
using relctl::ErrorKind;
using relctl::MemoryTree;
using relctl::formats::VersionFile;

const std::vector<VersionFile>& targets() {
  static const std::vector<VersionFile> table = {
      {"VERSION", {}, {}, {}},        {"pyproject.toml", {}, {}, {}},
      {"setup.cfg", {}, {}, {}},      {"package.json", {}, {}, {}},
      {"Cargo.toml", {}, {}, {}},     {"Chart.yaml", {}, {}, {}},
      {"meson.build", {}, {}, {}},    {"CMakeLists.txt", {}, {}, {}},
      {"pom.xml", {}, {}, {}},        {"composer.json", {}, {}, {}},
      {"pubspec.yaml", {}, {}, {}},   {"a.csproj", {}, {}, {}},
      {"a.yaml", "a[0].b", {}, {}},   {"a.json", "a[n=x].b", {}, {}},
      {"a.toml", "a[n=x].b", {}, {}}, {"a.txt", {}, "V={version}-l", {}},
  };
  return table;
}

void require(bool holds) {
  if (!holds) std::abort();
}

// Only what is wrong with the input may be thrown.
template <typename Body>
void expect_input_error(Body body) {
  try {
    body();
  } catch (const Error& error) {
    require(error.kind() == ErrorKind::input);
  }
}

void check_version_file(const VersionFile& file, const std::string& text) {
  const MemoryTree before(std::map<std::string, MemoryTree::File>{{file.path, {text}}});
  std::string old;
  std::string after = text;
  expect_input_error([&] {
    for (auto& written : write_version(before, file, "10.20.30"))
      after = written.content;
    old = read_version(before, file);
  });
  if (old.empty()) return;
  const MemoryTree tree(std::map<std::string, MemoryTree::File>{{file.path, {after}}});
  require(read_version(tree, file) == "10.20.30");
  require(write_version(tree, file, "10.20.30").empty());
}

void check_changelog(const std::string& text) {
  expect_input_error([&] {
    const auto after =
        relctl::formats::release_changelog(text, "f", {"10.20.30", "v10.20.30", "2024-05-31"});
    require(relctl::formats::changelog_section(after.text, "10.20.30").has_value());
    require(after.text.size() > text.size());
  });
}

}  // namespace

/// The first byte chooses the format; the rest is the file.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string text(data + 1, data + size);
  const std::size_t choice = data[0] % (targets().size() + 1);
  if (choice == targets().size()) {
    check_changelog(text);
  } else {
    check_version_file(targets()[choice], text);
  }
  return 0;
}
