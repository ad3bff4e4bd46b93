// SPDX-License-Identifier: MIT
#include "formats/cargo_workspace.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "formats/folders.hpp"
#include "formats/toml_file.hpp"
#include "tree/path.hpp"

namespace relctl::formats {
namespace {

constexpr std::string_view file_name = "Cargo.toml";

std::vector<std::string> strings_at(const toml::table& root,
                                    const std::vector<std::string_view>& keys) {
  std::vector<std::string> result;
  const toml::node* node = toml_find(root, keys);
  if (node == nullptr || !node->is_array()) return result;
  for (const toml::node& item : *node->as_array()) {
    if (auto text = item.value<std::string>()) result.push_back(std::move(*text));
  }
  return result;
}

// The directories of the dependencies by path that stand in a manifest, at any depth: under
// [dependencies], [target.'cfg(unix)'.dev-dependencies], [workspace.dependencies] and so on.
void path_dependencies(const toml::table& table, std::vector<std::string>& paths) {
  for (const auto& [key, value] : table) {
    const toml::table* inner = value.as_table();
    if (inner == nullptr) continue;
    if (auto path = (*inner)["path"].value<std::string>()) paths.push_back(std::move(*path));
    path_dependencies(*inner, paths);
  }
}

// Finds the packages of a workspace, each once.
class Members {
 public:
  Members(const Tree& tree, const Manifest& workspace)
      : tree_(tree), root_(directory_of(workspace.source.file)) {
    for (const std::string& path : strings_at(workspace.root, {"workspace", "exclude"})) {
      if (const auto excluded = resolve(root_, path)) excluded_.push_back(*excluded);
    }
    for (const std::string& glob : strings_at(workspace.root, {"workspace", "members"})) {
      for (const std::string& directory : expand_glob(tree, root_, glob))
        add(directory);
    }
    visit(workspace);
  }

  std::vector<Package> inheriting() {
    while (!waiting_.empty()) {
      const std::string path = std::move(waiting_.back());
      waiting_.pop_back();
      const Manifest member = load_manifest(tree_, path);
      if (!member.root.contains("workspace")) visit(member);
    }
    return packages_;
  }

 private:
  void add(const std::string& directory) {
    const auto holds = [&](const std::string& excluded) { return is_below(directory, excluded); };
    const std::string path = join_path(directory, file_name);
    if (std::any_of(excluded_.begin(), excluded_.end(), holds) || !is_file(tree_, path)) return;
    if (seen_.insert(path).second) waiting_.push_back(path);
  }

  void visit(const Manifest& manifest) {
    if (inherits_version(manifest)) {
      if (auto name = manifest.root["package"]["name"].value<std::string>()) {
        packages_.push_back({std::move(*name), std::string(directory_of(manifest.source.file))});
      }
    }
    std::vector<std::string> paths;
    path_dependencies(manifest.root, paths);
    for (const std::string& path : paths) {
      const auto directory = resolve(directory_of(manifest.source.file), path);
      if (directory && is_below(*directory, root_)) add(*directory);
    }
  }

  const Tree& tree_;
  std::string root_;
  std::vector<std::string> excluded_;
  std::vector<std::string> waiting_;
  std::vector<Package> packages_;
  std::set<std::string> seen_;
};

}  // namespace

Manifest load_manifest(const Tree& tree, const std::string& path) {
  Manifest manifest{load(tree, path), {}};
  manifest.root = parse_toml(manifest.source);
  return manifest;
}

bool inherits_version(const Manifest& manifest) {
  return manifest.root["package"]["version"]["workspace"].value_or(false);
}

Manifest workspace_of(const Tree& tree, const Manifest& package) {
  std::string directory(directory_of(package.source.file));
  if (const auto named = package.root["package"]["workspace"].value<std::string>()) {
    const auto target = resolve(directory, *named);
    if (target) return load_manifest(tree, join_path(*target, file_name));
  }
  // Read again: a copy of a document has lost the places of its values.
  if (package.root.contains("workspace")) return load_manifest(tree, package.source.file);
  while (!directory.empty()) {
    directory = directory_of(directory);
    const std::string path = join_path(directory, file_name);
    if (!is_file(tree, path)) continue;
    if (Manifest above = load_manifest(tree, path); above.root.contains("workspace")) return above;
  }
  throw fault(package.source,
              "the version is the workspace's, but no Cargo.toml above has a "
              "[workspace]");
}

std::vector<Package> inheriting_packages(const Tree& tree, const Manifest& workspace) {
  return Members(tree, workspace).inheriting();
}

std::set<std::string> locked_packages(const Tree& tree, const std::string& directory) {
  std::set<std::string> seen;
  std::vector<std::string> waiting = {directory};
  while (!waiting.empty()) {
    const std::string here = std::move(waiting.back());
    waiting.pop_back();
    const std::string path = join_path(here, file_name);
    if (!is_file(tree, path) || !seen.insert(here).second) continue;
    const Manifest manifest = load_manifest(tree, path);
    for (const std::string& glob : strings_at(manifest.root, {"workspace", "members"})) {
      if (here != directory) break;
      const auto members = expand_glob(tree, here, glob);
      waiting.insert(waiting.end(), members.begin(), members.end());
    }
    std::vector<std::string> paths;
    path_dependencies(manifest.root, paths);
    for (const std::string& relative : paths) {
      if (auto target = resolve(here, relative)) waiting.push_back(std::move(*target));
    }
  }
  return seen;
}

}  // namespace relctl::formats
