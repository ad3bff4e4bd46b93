// SPDX-License-Identifier: MIT
#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "formats/cargo_workspace.hpp"
#include "formats/folders.hpp"
#include "formats/format.hpp"
#include "formats/requirement.hpp"
#include "formats/toml_file.hpp"
#include "semver/version.hpp"
#include "tree/path.hpp"

namespace relctl::formats {
namespace {

using Crates = std::map<std::string, std::string>;  // directory → name

// The packages that get the version with the one at `move.path`.
Crates moved_crates(const Move& move) {
  const Found found = find_cargo(move.tree, move.path);
  const Manifest holder = load_manifest(move.tree, found.source.file);
  Crates crates;
  if (found.spots.front().name == "[package] version") {
    crates[std::string(directory_of(found.source.file))] =
        holder.root["package"]["name"].value_or(std::string());
    return crates;
  }
  for (Package& package : inheriting_packages(move.tree, holder))
    crates[package.directory] = std::move(package.name);
  return crates;
}

// A Cargo.toml elsewhere that cannot be read (a template's) names nothing that Cargo could see.
std::optional<Manifest> readable_manifest(const Tree& tree, const std::string& path) {
  try {
    return load_manifest(tree, path);
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::input) throw;
    return std::nullopt;
  }
}

// Adds the requirements of one Cargo.toml on packages that move.
class Requirements {
 public:
  Requirements(const Move& move, const Crates& crates, const std::set<std::string>& patched,
               const Manifest& manifest)
      : move_(move),
        crates_(crates),
        patched_(patched),
        directory_(directory_of(manifest.source.file)),
        found_{manifest.source, Syntax::toml, {}} {
    tables(manifest.root, false);
  }

  Found take() { return std::move(found_); }

 private:
  // [dependencies], [target.'cfg(unix)'.dev-dependencies], [workspace.dependencies] and so on.
  void tables(const toml::table& table, bool lists_dependencies) {
    for (const auto& [key, value] : table) {
      const std::string name(key.str());
      if (lists_dependencies) {
        dependency(name, value);
      } else if (const toml::table* inner = value.as_table()) {
        tables(*inner, name.ends_with("dependencies"));
      }
    }
  }

  void dependency(const std::string& key, const toml::node& value) {
    const toml::table* table = value.as_table();
    const toml::node* version = table == nullptr ? &value : table->get("version");
    if (version == nullptr || !version->is_string()) return;
    const auto path = table == nullptr ? std::nullopt : (*table)["path"].value<std::string>();
    const std::string name =
        table == nullptr ? key : (*table)["package"].value<std::string>().value_or(key);
    const auto target = path ? resolve(directory_, *path) : std::nullopt;
    const bool moves = path ? target && crates_.contains(*target) : patched_.contains(name);
    if (!moves) return;
    add_requirement(found_, toml_string(found_.source, *version, "the requirement on " + name),
                    move_, Bare::caret);
  }

  const Move& move_;
  const Crates& crates_;
  const std::set<std::string>& patched_;
  std::string directory_;
  Found found_;
};

// The packages that move and that a [patch] of the workspace in `directory` puts in the place of
// those of one registry.
void add_patched(const toml::table& patches, const std::string& directory, const Crates& crates,
                 std::set<std::string>& names) {
  for (const auto& [name, patch] : patches) {
    const toml::table* table = patch.as_table();
    const auto relative = table == nullptr ? std::nullopt : (*table)["path"].value<std::string>();
    const auto target = relative ? resolve(directory, *relative) : std::nullopt;
    if (target && crates.contains(*target)) names.insert(crates.at(*target));
  }
}

// Those of all registries.
std::set<std::string> patched_names(const Tree& tree, const std::string& directory,
                                    const Crates& crates) {
  std::set<std::string> names;
  const std::string path = join_path(directory, "Cargo.toml");
  const auto root = is_file(tree, path) ? readable_manifest(tree, path) : std::nullopt;
  const toml::table* registries = root ? root->root["patch"].as_table() : nullptr;
  if (registries == nullptr) return names;
  for (const auto& [registry, patches] : *registries) {
    if (patches.is_table()) add_patched(*patches.as_table(), directory, crates, names);
  }
  return names;
}

// The lock's entries called `name`, in the file's order.
std::vector<const toml::table*> entries_called(const toml::table& root, const std::string& name) {
  std::vector<const toml::table*> entries;
  const toml::array* packages = root["package"].as_array();
  if (packages == nullptr) return entries;
  for (const toml::node& item : *packages) {
    const toml::table* entry = item.as_table();
    if (entry != nullptr && (*entry)["name"].value<std::string_view>() == name) {
      entries.push_back(entry);
    }
  }
  return entries;
}

std::string locked_version(const toml::table& entry) {
  return entry["version"].value_or(std::string());
}

// Cargo sorts packages of one name by version, and would write the lock anew in another order.
void check_order(const Source& lock, const std::vector<const toml::table*>& entries,
                 const toml::table* moved, const Move& move) {
  const auto to = semver::parse(move.to);
  bool is_before = true;
  for (const toml::table* entry : entries) {
    if (entry == moved) {
      is_before = false;
      continue;
    }
    const auto other = semver::parse(locked_version(*entry));
    if (!other || !to || move.erases) continue;
    const auto order = semver::compare(*other, *to);
    if (is_before ? std::is_lt(order) : std::is_gt(order)) continue;
    throw fault(lock, toml_offset(lock, *moved),
                "with version " + move.to +
                    " Cargo sorts this package behind or before another "
                    "of its name, and relctl does not sort locks")
        .hint(
            "run `cargo update --workspace` with that version in Cargo.toml, commit it, and "
            "release it with `relctl bump " +
            move.to + "`");
  }
}

// Where two packages share a name, dependencies are listed as "name version".
void add_references(Found& lock, const toml::table& root, const std::string& name,
                    const std::string& version) {
  const std::string reference = name + " " + version;
  for (const toml::node& item : *root["package"].as_array()) {
    const toml::array* list =
        item.is_table() ? (*item.as_table())["dependencies"].as_array() : nullptr;
    if (list == nullptr) continue;
    for (const toml::node& dependency : *list) {
      if (dependency.value<std::string_view>() != reference) continue;
      Spot spot = toml_string(lock.source, dependency, "dependency");
      spot.span.offset += name.size() + 1;
      spot.span.size = version.size();
      add_spot(lock, std::move(spot));
    }
  }
}

void add_locked(Found& lock, const toml::table& root, const std::string& name, const Move& move) {
  const auto entries = entries_called(root, name);
  std::vector<const toml::table*> local;
  std::copy_if(entries.begin(), entries.end(), std::back_inserter(local),
               [](const toml::table* entry) { return !entry->contains("source"); });
  if (local.size() > 1) {
    const auto other = [&](const toml::table* entry) {
      return locked_version(*entry) != move.from;
    };
    local.erase(std::remove_if(local.begin(), local.end(), other), local.end());
  }
  for (const toml::table* entry : local) {
    const toml::node* version = entry->get("version");
    if (version == nullptr) continue;
    check_order(lock.source, entries, entry, move);
    const Spot spot = toml_string(lock.source, *version, "the version of " + name);
    add_references(lock, root, name, spot.value);
    add_spot(lock, spot);
  }
}

// A lock holds the packages of its own workspace; one beside an excluded package is its own.
std::set<std::string> names_in_lock(const Tree& tree, const std::string& directory,
                                    const Crates& crates) {
  std::set<std::string> names;
  for (const std::string& each : locked_packages(tree, directory)) {
    const auto crate = crates.find(each);
    if (crate != crates.end()) names.insert(crate->second);
  }
  return names;
}

}  // namespace

void follow_cargo(const Move& move, Rewrite& rewrite) {
  const Crates crates = moved_crates(move);
  std::set<std::string> patched;
  for (const std::string& path : files_called(move.tree, "Cargo.lock")) {
    const std::string directory(directory_of(path));
    patched.merge(patched_names(move.tree, directory, crates));
    const auto names = names_in_lock(move.tree, directory, crates);
    if (names.empty()) continue;
    Found& lock = rewrite.file(path, Syntax::toml);
    const toml::table root = parse_toml(lock.source);
    for (const std::string& name : names)
      add_locked(lock, root, name, move);
  }
  for (const std::string& path : files_called(move.tree, "Cargo.toml")) {
    const auto manifest = readable_manifest(move.tree, path);
    if (manifest) rewrite.add(Requirements(move, crates, patched, *manifest).take());
  }
}

}  // namespace relctl::formats
