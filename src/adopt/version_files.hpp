// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "formats/version_file.hpp"
#include "tree/tree.hpp"

namespace relctl::adopt {

/// A version file with what it holds.
struct FoundVersion {
  formats::VersionFile file;
  std::string version;
  std::string folder;  ///< whose version it is; for a Helm chart the folder that holds the chart
};

struct VersionFiles {
  std::vector<FoundVersion> found;  ///< in each folder those of a language first
  std::vector<std::string> unsure;
};

/// The version files among `files` that hold a semantic version. Of a Helm chart it is appVersion
/// that follows the service; a chart's own version does not.
VersionFiles find_version_files(const Tree& tree, const std::vector<std::string>& files);

/// Those of `paths` that hold a version in the one line that assigns one, or as their first line.
std::vector<FoundVersion> versions_by_line(const Tree& tree, const std::vector<std::string>& paths);

/// Files that are no package's own, but hold a version in the one line that assigns one.
std::vector<FoundVersion> find_repeated_versions(const Tree& tree,
                                                 const std::vector<std::string>& files);

}  // namespace relctl::adopt
