// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cctype>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "formats/folders.hpp"
#include "formats/format.hpp"
#include "formats/toml_file.hpp"
#include "semver/version.hpp"
#include "tree/path.hpp"

namespace relctl::formats {
namespace {

// PEP 503: case and the kind of separator do not count.
std::string normal_name(std::string_view name) {
  std::string result;
  for (const char c : name) {
    const bool separates = c == '-' || c == '_' || c == '.';
    if (separates && result.ends_with('-')) continue;
    result += separates ? '-' : static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  }
  return result;
}

// PEP 440's normal form, in which locks write a version: 1.3.0-rc.1 is 1.3.0rc1. Nothing where the
// pre-release is none of Python's.
std::optional<std::string> normal_version(const std::string& version) {
  const auto parsed = semver::parse(version);
  if (!parsed) return std::nullopt;
  std::string text = semver::to_string(parsed->core());
  if (!parsed->is_final()) {
    static const std::map<std::string, std::string, std::less<>> phases = {
        {"a", "a"},  {"alpha", "a"}, {"b", "b"},        {"beta", "b"},   {"rc", "rc"},
        {"c", "rc"}, {"pre", "rc"},  {"preview", "rc"}, {"dev", ".dev"}, {"post", ".post"}};
    std::string all;
    for (const std::string& part : parsed->prerelease)
      all += part;
    const std::size_t digits = std::min(all.find_first_of("0123456789"), all.size());
    const auto phase = phases.find(all.substr(0, digits));
    const bool has_number = all.find_first_not_of("0123456789", digits) == all.npos;
    if (phase == phases.end() || !has_number) return std::nullopt;
    text += phase->second + (digits == all.size() ? "0" : all.substr(digits));
  }
  if (!parsed->build.empty()) text += "+" + normal_name(parsed->build);
  return text;
}

std::string project_name(const toml::table& root) {
  for (const char* table : {"project", "poetry"}) {
    const toml::node* name = std::string_view(table) == "project"
                                 ? toml_find(root, {"project", "name"})
                                 : toml_find(root, {"tool", "poetry", "name"});
    if (name != nullptr) return normal_name(name->value_or(std::string()));
  }
  return {};
}

// Whether a lock's entry is the package in `home`: uv has `source = { editable = "." }`, Poetry
// `[package.source]` with type and url.
bool comes_from(const toml::table& entry, std::string_view lock_directory,
                const std::string& home) {
  const toml::table* source = entry["source"].as_table();
  if (source == nullptr) return false;
  for (const char* kind : {"editable", "virtual", "directory", "url"}) {
    if (std::string_view(kind) == "url" && (*source)["type"].value_or(std::string()) != "directory")
      continue;
    const auto path = (*source)[kind].value<std::string>();
    if (path && resolve(lock_directory, *path) == home) return true;
  }
  return false;
}

class PythonMove {
 public:
  PythonMove(const Move& move, Rewrite& rewrite)
      : move_(move), rewrite_(rewrite), home_(directory_of(move.path)) {
    name_ = project_name(parse_toml(load(move.tree, move.path)));
  }

  void follow() {
    for (const char* name : {"uv.lock", "poetry.lock"}) {
      for (const std::string& path : files_called(move_.tree, name))
        lock(path);
    }
    for (const std::string& path : files_called(move_.tree, "pyproject.toml"))
      manifest(path);
  }

 private:
  void lock(const std::string& path) {
    Found found{load(move_.tree, path), Syntax::toml, {}};
    const toml::table root = parse_toml(found.source);
    const toml::array* packages = root["package"].as_array();
    if (packages == nullptr) return;
    for (const toml::node& item : *packages) {
      const toml::table* entry = item.as_table();
      if (entry == nullptr || !comes_from(*entry, directory_of(path), home_)) continue;
      const toml::node* version = entry->get("version");
      if (version == nullptr) continue;
      Spot spot = toml_string(found.source, *version, "the version of " + name_);
      spot.instead = locked_version(found.source, spot);
      add_spot(found, std::move(spot));
    }
    rewrite_.add(std::move(found));
  }

  [[nodiscard]] std::string locked_version(const Source& lock, const Spot& spot) const {
    if (auto version = normal_version(move_.to)) return *version;
    throw fault(lock, spot.span.offset,
                "Python has no version " + move_.to + ", so the lock cannot hold it")
        .hint("use a pre-release that Python knows: alpha, beta, rc or dev, and a number");
  }

  // Requirements of other projects on this one, pinned to its version.
  void manifest(const std::string& path) {
    Found found{load(move_.tree, path), Syntax::toml, {}};
    std::optional<toml::table> root;
    try {
      root = parse_toml(found.source);
    } catch (const Error& error) {
      if (error.kind() != ErrorKind::input) throw;
      return;
    }
    if (!takes_from_repository(*root, directory_of(path))) return;
    list(found, toml_find(*root, {"project", "dependencies"}));
    for (const auto& keys : {std::vector<std::string_view>{"project", "optional-dependencies"},
                             std::vector<std::string_view>{"dependency-groups"}}) {
      const toml::node* groups = toml_find(*root, keys);
      if (groups == nullptr || !groups->is_table()) continue;
      for (const auto& [group, requirements] : *groups->as_table())
        list(found, &requirements);
    }
    rewrite_.add(std::move(found));
  }

  // Where nothing says that the project comes from this repository, an index is meant.
  [[nodiscard]] bool takes_from_repository(const toml::table& root,
                                           std::string_view directory) const {
    const toml::node* sources = toml_find(root, {"tool", "uv", "sources"});
    if (sources == nullptr || !sources->is_table()) return false;
    for (const auto& [name, source] : *sources->as_table()) {
      const toml::table* table = source.as_table();
      if (table == nullptr || normal_name(name.str()) != name_) continue;
      const auto path = (*table)["path"].value<std::string>();
      return (*table)["workspace"].value_or(false) || (path && resolve(directory, *path) == home_);
    }
    return false;
  }

  void list(Found& found, const toml::node* requirements) {
    if (requirements == nullptr || !requirements->is_array() || name_.empty()) return;
    for (const toml::node& item : *requirements->as_array()) {
      if (item.is_string()) requirement(found, item);
    }
  }

  // `name[extra] == 1.2.3 ; marker`
  void requirement(Found& found, const toml::node& node) {
    const std::string text = node.value_or(std::string());
    const std::size_t end = text.find_first_of(" \t[=<>!~;@(");
    if (normal_name(text.substr(0, end)) != name_ || text.find("==") == text.npos) return;
    const std::size_t begin = text.find_first_not_of(" \t=", text.find("=="));
    if (begin == text.npos) return;
    const std::size_t size = std::min(text.find_first_of(" \t,;)", begin), text.size()) - begin;
    const std::string pinned = text.substr(begin, size);
    if (pinned != move_.from && pinned != normal_version(move_.from)) return;
    Spot spot = toml_string(found.source, node, "the requirement on " + name_);
    spot.span.offset += begin;
    spot.span.size = size;
    spot.value = pinned;
    spot.instead = normal_version(move_.to).value_or(move_.to);
    add_spot(found, std::move(spot));
  }

  const Move& move_;
  Rewrite& rewrite_;
  std::string home_;
  std::string name_;
};

}  // namespace

void follow_pyproject(const Move& move, Rewrite& rewrite) {
  PythonMove(move, rewrite).follow();
}

}  // namespace relctl::formats
