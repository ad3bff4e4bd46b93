// SPDX-License-Identifier: MIT
#include <algorithm>
#include <optional>
#include <utility>

#include "formats/cargo_workspace.hpp"
#include "formats/format.hpp"
#include "formats/toml_file.hpp"
#include "tree/path.hpp"

namespace relctl::formats {
namespace {

Found found_at(Manifest manifest, const toml::node& node, std::string name) {
  Spot spot = toml_string(manifest.source, node, std::move(name));
  return {std::move(manifest.source), Syntax::toml, {std::move(spot)}};
}

const toml::node* workspace_version(const Manifest& manifest) {
  return toml_find(manifest.root, {"workspace", "package", "version"});
}

Found find_in_workspace(Manifest workspace) {
  const toml::node* version = workspace_version(workspace);
  if (version == nullptr) {
    throw fault(workspace.source, "there is no version in [workspace.package]")
        .hint("packages inherit it: add `version = \"0.1.0\"` there");
  }
  return found_at(std::move(workspace), *version, "[workspace.package] version");
}

// The nearest Cargo.lock, from the directory of `path` upwards.
std::optional<std::string> lock_of(const Tree& tree, std::string_view path) {
  while (!path.empty()) {
    path = directory_of(path);
    std::string lock = join_path(path, "Cargo.lock");
    if (tree.find(lock)) return lock;
  }
  return std::nullopt;
}

// The lock's entries for the local package `name`; a registry's package of that name has a source.
std::vector<const toml::table*> local_entries(const toml::table& root, std::string_view name,
                                              std::string_view version) {
  std::vector<const toml::table*> entries;
  const toml::array* packages = root["package"].as_array();
  if (packages == nullptr) return entries;
  for (const toml::node& item : *packages) {
    const toml::table* entry = item.as_table();
    const bool local = entry != nullptr && !entry->contains("source");
    if (local && (*entry)["name"].value<std::string_view>() == name) entries.push_back(entry);
  }
  if (entries.size() > 1) {
    const auto other = [&](const toml::table* entry) {
      return (*entry)["version"].value<std::string_view>() != version;
    };
    entries.erase(std::remove_if(entries.begin(), entries.end(), other), entries.end());
  }
  return entries;
}

// Where two packages share a name, dependencies are listed as "name version".
void add_references(const Source& lock, const toml::table& root, const std::string& name,
                    const std::string& version, std::vector<Spot>& spots) {
  const std::string reference = name + " " + version;
  for (const toml::node& item : *root["package"].as_array()) {
    const toml::array* list =
        item.is_table() ? (*item.as_table())["dependencies"].as_array() : nullptr;
    if (list == nullptr) continue;
    for (const toml::node& dependency : *list) {
      if (dependency.value<std::string_view>() != reference) continue;
      Spot spot = toml_string(lock, dependency, "dependency");
      spot.span.offset += name.size() + 1;
      spot.span.size = version.size();
      spots.push_back(std::move(spot));
    }
  }
}

}  // namespace

Found find_cargo(const Tree& tree, const std::string& path) {
  Manifest manifest = load_manifest(tree, path);
  if (inherits_version(manifest)) return find_in_workspace(workspace_of(tree, manifest));
  if (const toml::node* version = toml_find(manifest.root, {"package", "version"})) {
    return found_at(std::move(manifest), *version, "[package] version");
  }
  if (workspace_version(manifest) != nullptr) return find_in_workspace(std::move(manifest));
  throw fault(manifest.source, "there is no version in [package] or [workspace.package]")
      .hint("add `version = \"0.1.0\"` under [package]");
}

std::vector<FileContent> follow_cargo(const Tree& tree, const std::string& path,
                                      const std::string& version) {
  const Found found = find_cargo(tree, path);
  const Manifest manifest = load_manifest(tree, found.source.file);
  const auto lock_path = lock_of(tree, path);
  if (!lock_path) return {};
  std::vector<std::string> names;
  if (found.spots.front().name == "[package] version") {
    names.push_back(manifest.root["package"]["name"].value_or(std::string()));
  } else {
    names = inheriting_packages(tree, manifest);
  }
  Found lock{load(tree, *lock_path), Syntax::toml, {}};
  const toml::table root = parse_toml(lock.source);
  for (const std::string& name : names) {
    for (const toml::table* entry : local_entries(root, name, found.spots.front().value)) {
      const toml::node* old = entry->get("version");
      if (old == nullptr) continue;
      lock.spots.push_back(toml_string(lock.source, *old, "the version of " + name));
      add_references(lock.source, root, name, lock.spots.back().value, lock.spots);
    }
  }
  if (lock.spots.empty()) return {};
  return {{*lock_path, replace(lock, version)}};
}

}  // namespace relctl::formats
