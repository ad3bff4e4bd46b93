// SPDX-License-Identifier: MIT
#include <algorithm>
#include <utility>

#include "formats/format.hpp"
#include "formats/toml_file.hpp"

namespace relctl::formats {
namespace {

const toml::node* dynamic_version(const toml::table& root) {
  const toml::node* list = toml_find(root, {"project", "dynamic"});
  if (list == nullptr || !list->is_array()) return nullptr;
  for (const toml::node& item : *list->as_array()) {
    if (item.value<std::string>() == "version") return &item;
  }
  return nullptr;
}

void refuse_dynamic(const Source& source, const toml::table& root) {
  const toml::node* dynamic = dynamic_version(root);
  if (dynamic == nullptr) return;
  throw fault(source, toml_offset(source, *dynamic),
              "the version is dynamic: the build backend finds it elsewhere")
      .hint(
          "name the file that holds it, for example "
          "{path: src/pkg/__init__.py, pattern: '__version__ = \"{version}\"'}")
      .hint("or take \"version\" out of `dynamic` and write it under [project]");
}

}  // namespace

Found find_pyproject(const Tree& tree, const std::string& path) {
  Found found{load(tree, path), Syntax::toml, {}};
  const toml::table root = parse_toml(found.source);
  const toml::node* project = toml_find(root, {"project", "version"});
  const toml::node* poetry = toml_find(root, {"tool", "poetry", "version"});
  // Poetry reads its own version where [project] declares it dynamic.
  if (poetry == nullptr) refuse_dynamic(found.source, root);
  if (project != nullptr) {
    found.spots.push_back(toml_string(found.source, *project, "[project] version"));
  }
  if (poetry != nullptr) {
    found.spots.push_back(toml_string(found.source, *poetry, "[tool.poetry] version"));
  }
  if (found.spots.empty()) {
    throw fault(found.source, "there is no version in [project] or [tool.poetry]")
        .hint("add `version = \"0.1.0\"` under [project], or name the key: {path: " + path +
              ", key: …}");
  }
  return found;
}

}  // namespace relctl::formats
