// SPDX-License-Identifier: MIT
#include "adopt/version_elsewhere.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>

#include <fmt/format.h>

#include "adopt/listing.hpp"
#include "base/error.hpp"
#include "base/replace_all.hpp"
#include "formats/toml_node.hpp"
#include "tree/path.hpp"
#include "yaml/document.hpp"

namespace relctl::adopt {
namespace {

/// True for a file whose package may leave its version to another file.
bool may_leave_version(const std::string& path) {
  constexpr std::array<std::string_view, 6> names = {
      "pyproject.toml", "setup.cfg", "setup.py", "go.mod", "meson.build", "CMakeLists.txt"};
  return std::find(names.begin(), names.end(), base_name(path)) != names.end();
}

/// The files that `module.attribute` of Python may lie in.
void add_attribute(const std::string& attribute, std::vector<std::string>& paths) {
  const std::string module = attribute.substr(0, attribute.rfind('.'));
  const std::string path = replace_all(module, ".", "/");
  for (const std::string home : {"", "src"}) {
    paths.push_back(join_path(home, path + ".py"));
    paths.push_back(join_path(home, path + "/__init__.py"));
  }
}

const yaml::Node* table_at(const yaml::Node& root, const std::vector<std::string_view>& keys) {
  const yaml::Node* node = &root;
  for (const std::string_view key : keys)
    node = node == nullptr ? nullptr : node->find(key);
  return node;
}

/// What a pyproject.toml says of where the version is, as paths from its folder.
std::vector<std::string> named_in_pyproject(const yaml::Node& root) {
  std::vector<std::string> paths;
  for (const char* tool : {"hatch", "pdm"}) {
    const yaml::Node* version = table_at(root, {"tool", tool, "version"});
    if (version == nullptr) continue;
    if (const auto path = version->text("path")) paths.push_back(*path);
  }
  const yaml::Node* dynamic = table_at(root, {"tool", "setuptools", "dynamic", "version"});
  if (dynamic == nullptr) return paths;
  if (const auto attribute = dynamic->text("attr")) add_attribute(*attribute, paths);
  if (const auto file = dynamic->text("file")) paths.push_back(*file);
  if (const yaml::Node* list = dynamic->find("file")) {
    for (const yaml::Node& item : list->items)
      paths.push_back(item.value);
  }
  return paths;
}

/// What a setup.cfg says of it: `attr: x.__version__`, `file: VERSION`.
std::vector<std::string> named_in_setup_cfg(const std::string& text) {
  std::vector<std::string> paths;
  for (const std::string_view mark : {"attr:", "file:"}) {
    const std::size_t at = text.find(mark);
    const std::size_t begin =
        at == std::string::npos ? at : text.find_first_not_of(" \t", at + mark.size());
    if (begin == std::string::npos) continue;
    const std::string name = text.substr(begin, text.find_first_of(" \t\r\n,", begin) - begin);
    if (mark == "attr:") {
      add_attribute(name, paths);
    } else {
      paths.push_back(name);
    }
  }
  return paths;
}

/// The files that a package's own file names for its version; none where it names none.
std::vector<std::string> named_files(const Tree& tree, const std::string& path) {
  std::vector<std::string> paths;
  const std::string name = base_name(path);
  try {
    const std::string text = read_file(tree, path);
    if (name == "pyproject.toml") paths = named_in_pyproject(formats::read_toml(text, path));
    if (name == "setup.cfg") paths = named_in_setup_cfg(text);
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::input) throw;
  }
  for (std::string& each : paths)
    each = join_path(directory_of(path), each);
  return paths;
}

/// Takes `candidates` for the version files of the package in `folder` where they agree.
void take_candidates(const std::string& folder, std::vector<FoundVersion> candidates,
                     VersionFiles& result) {
  if (candidates.empty()) return;
  std::string words;
  for (const FoundVersion& each : candidates)
    words += fmt::format("{}{} ({})", words.empty() ? "" : ", ", each.file.path, each.version);
  const bool agree = std::all_of(candidates.begin(), candidates.end(), [&](const auto& each) {
    return each.version == candidates.front().version;
  });
  const std::string place = folder.empty() ? "the repository" : folder;
  if (!agree) {
    result.unsure.push_back(fmt::format(
        "no file declares the version of {}, and these disagree: {}: name the right ones in "
        "version_files",
        place, words));
    return;
  }
  result.unsure.push_back(
      fmt::format("no file declares the version of {}: taken from {}", place, words));
  for (FoundVersion& each : candidates) {
    each.folder = folder;
    result.found.push_back(std::move(each));
  }
}

}  // namespace

void find_versions_elsewhere(const Tree& tree, const std::vector<std::string>& files,
                             VersionFiles& result) {
  std::set<std::string> known;
  for (const FoundVersion& found : result.found)
    known.insert(found.folder);
  std::map<std::string, std::vector<std::string>> named;  // by the folder of the package
  for (const std::string& path : files) {
    const std::string folder(directory_of(path));
    if (!may_leave_version(path) || known.contains(folder)) continue;
    const auto paths = named_files(tree, path);
    named[folder].insert(named[folder].end(), paths.begin(), paths.end());
  }
  if (named.empty() && result.found.empty()) named[""];
  for (const auto& package : named) {
    const std::string& folder = package.first;
    std::vector<FoundVersion> candidates = versions_by_line(tree, package.second);
    if (candidates.empty()) {
      std::vector<std::string> below;
      std::copy_if(files.begin(), files.end(), std::back_inserter(below),
                   [&](const std::string& path) { return is_below(path, folder); });
      candidates = find_repeated_versions(tree, below);
    }
    take_candidates(folder, std::move(candidates), result);
  }
}

}  // namespace relctl::adopt
