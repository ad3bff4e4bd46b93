// SPDX-License-Identifier: MIT
#include <algorithm>
#include <optional>
#include <utility>

#include "formats/cargo_workspace.hpp"
#include "formats/format.hpp"
#include "formats/toml_file.hpp"

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

}  // namespace relctl::formats
