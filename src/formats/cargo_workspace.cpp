// SPDX-License-Identifier: MIT
#include "formats/cargo_workspace.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include <fnmatch.h>

#include "formats/toml_file.hpp"
#include "tree/path.hpp"

namespace relctl::formats {
namespace {

constexpr std::string_view file_name = "Cargo.toml";

bool is_file(const Tree& tree, const std::string& path) {
  const auto entry = tree.find(path);
  return entry && (entry->mode == Mode::file || entry->mode == Mode::executable);
}

// `relative` seen from `directory`; nothing where it leaves the repository.
std::optional<std::string> resolve(std::string_view directory, std::string_view relative) {
  std::string result(directory);
  while (!relative.empty()) {
    const std::size_t end = std::min(relative.find('/'), relative.size());
    const std::string_view part = relative.substr(0, end);
    relative.remove_prefix(std::min(end + 1, relative.size()));
    if (part == "..") {
      if (result.empty()) return std::nullopt;
      result = directory_of(result);
    } else if (part != "." && !part.empty()) {
      result = join_path(result, part);
    }
  }
  return result;
}

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

// Collects the directories below `directory` that the parts of a glob name.
void expand(const Tree& tree, const std::string& directory, std::string_view glob,
            std::vector<std::string>& result) {
  if (glob.empty()) {
    result.push_back(directory);
    return;
  }
  const std::size_t end = std::min(glob.find('/'), glob.size());
  const std::string part(glob.substr(0, end));
  const std::string_view rest = glob.substr(std::min(end + 1, glob.size()));
  if (part.find_first_of("*?[") == part.npos) {
    if (const auto next = resolve(directory, part)) expand(tree, *next, rest, result);
    return;
  }
  if (part == "**") expand(tree, directory, rest, result);
  for (const Entry& entry : tree.list(directory)) {
    const bool fits = part == "**" || fnmatch(part.c_str(), entry.name.c_str(), FNM_PERIOD) == 0;
    if (entry.mode != Mode::directory || !fits) continue;
    expand(tree, join_path(directory, entry.name), part == "**" ? glob : rest, result);
  }
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
      std::vector<std::string> directories;
      expand(tree, root_, glob, directories);
      for (const std::string& directory : directories)
        add(directory);
    }
    visit(workspace);
  }

  std::vector<std::string> inheriting() {
    while (!waiting_.empty()) {
      const std::string path = std::move(waiting_.back());
      waiting_.pop_back();
      const Manifest member = load_manifest(tree_, path);
      if (!member.root.contains("workspace")) visit(member);
    }
    return names_;
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
        names_.push_back(std::move(*name));
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
  std::vector<std::string> names_;
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
  if (package.root.contains("workspace")) return package;
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

std::vector<std::string> inheriting_packages(const Tree& tree, const Manifest& workspace) {
  return Members(tree, workspace).inheriting();
}

}  // namespace relctl::formats
