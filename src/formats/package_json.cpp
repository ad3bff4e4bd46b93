// SPDX-License-Identifier: MIT
#include <optional>
#include <string>
#include <utility>

#include "formats/format.hpp"
#include "formats/json_file.hpp"
#include "tree/path.hpp"

namespace relctl::formats {
namespace {

void add_member(Found& lock, const json::Value* holder, const std::string& name) {
  const json::Value* version = holder == nullptr ? nullptr : holder->find("version");
  if (version != nullptr) lock.spots.push_back(json_string(lock.source, *version, name));
}

// The lock file at `path` repeats the version of the package in `directory` below it; "" is the
// lock file's own directory.
std::optional<FileContent> follow_lock(const Tree& tree, const std::string& path,
                                       const std::string& directory, const std::string& version) {
  Found lock{load(tree, path), Syntax::json, {}};
  const json::Value root = json::parse(lock.source.text, path);
  if (directory.empty()) add_member(lock, &root, "version");
  const json::Value* packages = root.find("packages");
  if (packages != nullptr) {
    add_member(lock, packages->find(directory), "packages[\"" + directory + "\"].version");
  }
  if (lock.spots.empty()) return std::nullopt;
  return FileContent{path, replace(lock, version)};
}

}  // namespace

Found find_package_json(const Tree& tree, const std::string& path) {
  return find_json(load(tree, path), "version");
}

std::vector<FileContent> follow_package_json(const Tree& tree, const std::string& path,
                                             const std::string& version) {
  std::vector<FileContent> files;
  const std::string_view home = directory_of(path);
  std::string_view directory = home;
  // The lock of a workspace stands above its packages.
  for (bool last = false; files.empty() && !last; directory = directory_of(directory)) {
    last = directory.empty();
    const std::size_t skipped = directory.empty() ? 0 : directory.size() + 1;
    const std::string below(home == directory ? "" : home.substr(skipped));
    for (const char* name : {"package-lock.json", "npm-shrinkwrap.json"}) {
      const std::string lock = join_path(directory, name);
      if (!tree.find(lock)) continue;
      if (auto file = follow_lock(tree, lock, below, version)) files.push_back(std::move(*file));
    }
  }
  return files;
}

}  // namespace relctl::formats
