// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "formats/version_file.hpp"
#include "semver/bump.hpp"
#include "tree/tree.hpp"
#include "yaml/document.hpp"

namespace relctl::adopt {

/// What another tool releases: the repository, or a folder of it.
struct ToolPackage {
  std::string folder;               ///< "" for the repository
  std::optional<std::string> name;  ///< its own, where the tool gives it one
  std::optional<std::string> version;
  std::optional<std::string> tag;  ///< a template of git tags, as in relctl.yaml
  std::optional<std::string> changelog;
  std::vector<formats::VersionFile> files;  ///< where it writes the version
};

/// What the settings of another release tool say, in the words of relctl.yaml.
struct ToolSettings {
  std::string tool;
  std::string file;
  std::vector<ToolPackage> packages;
  std::vector<std::string> branches;   ///< that are released from
  std::optional<std::string> message;  ///< of the release commit
  bool skip_ci = false;
  std::optional<semver::Level> zero;  ///< what a breaking change asks for on 0.x
  /// Commit types by the key of `release.auto`: major, minor, patch, none.
  std::map<std::string, std::vector<std::string>> rules;
  std::vector<std::string> left;  ///< what relctl.yaml has no word for, each with the reason
};

/// The settings of other release tools among `files`, a repository's paths. Those that are broken,
/// or programs, have a sentence in `left` and nothing else.
std::vector<ToolSettings> read_tool_settings(const Tree& tree,
                                             const std::vector<std::string>& files);

/// The readers of one tool's settings each; `settings` is the tool's own table.
void read_bumpversion(const Tree& tree, const yaml::Node& settings, ToolSettings& result);
void read_commitizen(const Tree& tree, const yaml::Node& settings, ToolSettings& result);
void read_python_semantic_release(const Tree& tree, const yaml::Node& settings,
                                  ToolSettings& result);
void read_semantic_release(const Tree& tree, const yaml::Node& settings, ToolSettings& result);
void read_release_please(const Tree& tree, const yaml::Node& settings, ToolSettings& result);
void read_cocogitto(const Tree& tree, const yaml::Node& settings, ToolSettings& result);

}  // namespace relctl::adopt
