// SPDX-License-Identifier: MIT
#include "adopt/tool_settings.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include <fmt/format.h>

#include "adopt/ini_node.hpp"
#include "adopt/listing.hpp"
#include "base/error.hpp"
#include "formats/toml_node.hpp"
#include "tree/path.hpp"

namespace relctl::adopt {
namespace {

/// Where a tool keeps its settings: a file at the root, and the table in it (`a.b`).
struct Home {
  std::string_view file;
  std::string_view table;
  std::string_view tool;
  void (*read)(const Tree& tree, const yaml::Node& settings, ToolSettings& result);
};

constexpr std::array<Home, 23> homes{{
    {".bumpversion.toml", "tool.bumpversion", "bump-my-version", read_bumpversion},
    {".bumpversion.cfg", "", "bump-my-version", read_bumpversion},
    {"setup.cfg", "", "bump-my-version", read_bumpversion},
    {"pyproject.toml", "tool.bumpversion", "bump-my-version", read_bumpversion},
    {"pyproject.toml", "tool.commitizen", "commitizen", read_commitizen},
    {".cz.toml", "tool.commitizen", "commitizen", read_commitizen},
    {"cz.toml", "tool.commitizen", "commitizen", read_commitizen},
    {".cz.yaml", "commitizen", "commitizen", read_commitizen},
    {"cz.yaml", "commitizen", "commitizen", read_commitizen},
    {".cz.json", "commitizen", "commitizen", read_commitizen},
    {"cz.json", "commitizen", "commitizen", read_commitizen},
    {"pyproject.toml", "tool.semantic_release", "python-semantic-release",
     read_python_semantic_release},
    {".releaserc", "", "semantic-release", read_semantic_release},
    {".releaserc.json", "", "semantic-release", read_semantic_release},
    {".releaserc.yaml", "", "semantic-release", read_semantic_release},
    {".releaserc.yml", "", "semantic-release", read_semantic_release},
    {"package.json", "release", "semantic-release", read_semantic_release},
    {"release-please-config.json", "", "release-please", read_release_please},
    {".release-please-config.json", "", "release-please", read_release_please},
    {"cog.toml", "", "cocogitto", read_cocogitto},
    {".cog.toml", "", "cocogitto", read_cocogitto},
    {"release.toml", "", "cargo-release", nullptr},
    {"Cargo.toml", "workspace.metadata.release", "cargo-release", nullptr},
}};

/// Files of tools whose settings are programs, or have no like here.
struct Stranger {
  std::string_view file;
  std::string_view tool;
};

constexpr std::array<Stranger, 19> strangers{{{"release.config.js", "semantic-release"},
                                              {"release.config.cjs", "semantic-release"},
                                              {"release.config.mjs", "semantic-release"},
                                              {"release.config.ts", "semantic-release"},
                                              {".releaserc.js", "semantic-release"},
                                              {".releaserc.cjs", "semantic-release"},
                                              {".changeset/config.json", "changesets"},
                                              {".versionrc", "standard-version"},
                                              {".versionrc.json", "standard-version"},
                                              {".versionrc.js", "standard-version"},
                                              {".release-it.json", "release-it"},
                                              {".release-it.yaml", "release-it"},
                                              {".release-it.toml", "release-it"},
                                              {".autorc", "auto"},
                                              {"GitVersion.yml", "GitVersion"},
                                              {"GitVersion.yaml", "GitVersion"},
                                              {"knope.toml", "knope"},
                                              {"release-plz.toml", "release-plz"},
                                              {".bumpr.rc", "bumpr"}}};

bool is_ini(std::string_view file) {
  return file.ends_with(".cfg");
}

/// The tool's own table in `text`; nothing where it has none there.
std::optional<yaml::Node> settings_in(const Home& home, const std::string& text) {
  yaml::Node root;
  if (is_ini(home.file)) {
    root = read_bumpversion_ini(text);
  } else if (home.file.ends_with(".toml")) {
    root = formats::read_toml(text, home.file);
  } else {
    yaml::Stream stream = yaml::parse(text, home.file);
    if (stream.documents.size() != 1) return std::nullopt;
    root = std::move(stream.documents.front());
  }
  const yaml::Node* node = &root;
  for (std::string_view rest = home.table; !rest.empty() && node != nullptr;) {
    const std::size_t end = std::min(rest.find('.'), rest.size());
    node = node->find(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  if (node == nullptr || node->kind != yaml::Kind::mapping) return std::nullopt;
  return *node;
}

std::optional<ToolSettings> settings_at(const Tree& tree, const Home& home) {
  ToolSettings result{
      std::string(home.tool), std::string(home.file), {}, {}, {}, false, {}, {}, {}};
  try {
    const auto settings = settings_in(home, read_file(tree, home.file));
    if (!settings) return std::nullopt;
    if (home.read == nullptr) {
      result.left.push_back("what it says is not read");
    } else {
      home.read(tree, *settings, result);
    }
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::input) throw;
    // A package's own file that is broken is told where its version is looked for.
    if (!home.table.empty()) return std::nullopt;
    result.left.push_back(fmt::format("it could not be read: {}", error.what()));
  }
  return result;
}

bool is_file(const Tree& tree, std::string_view path) {
  const auto entry = tree.find(path);
  return entry && (entry->mode == Mode::file || entry->mode == Mode::executable);
}

}  // namespace

std::vector<ToolSettings> read_tool_settings(const Tree& tree,
                                             const std::vector<std::string>& files) {
  std::vector<ToolSettings> all;
  const auto has = [&](std::string_view path) {
    return std::binary_search(files.begin(), files.end(), path) && is_file(tree, path);
  };
  for (const Home& home : homes) {
    if (!has(home.file)) continue;
    if (auto settings = settings_at(tree, home)) all.push_back(std::move(*settings));
  }
  for (const Stranger& stranger : strangers) {
    if (!has(stranger.file)) continue;
    all.push_back({std::string(stranger.tool),
                   std::string(stranger.file),
                   {},
                   {},
                   {},
                   false,
                   {},
                   {},
                   {"what it says is not read"}});
  }
  return all;
}

}  // namespace relctl::adopt
