// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "formats/version_file.hpp"
#include "tree/tree.hpp"

namespace relctl::adopt {

/// A folder that is versioned, or built into an image.
struct ServiceFolder {
  std::string name;
  std::string folder;                       ///< "" for the whole repository
  std::vector<formats::VersionFile> files;  ///< that agree on the version
  std::optional<std::string> version;
  std::optional<std::string> context;  ///< folder of its Dockerfile
  std::optional<std::string> changelog;
};

struct ServiceFolders {
  std::vector<ServiceFolder> services;  ///< by name; none where nothing is built here
  std::vector<std::string> parts;       ///< folders that have a version, and are no service
  std::vector<std::string> unsure;
};

/// The services among `files`: the repository itself, or in a monorepo each folder with a version
/// file or a Dockerfile. `name` is the repository's.
ServiceFolders find_services(const Tree& tree, const std::vector<std::string>& files,
                             const std::string& name);

/// `path` where it is a changelog that releases can be written into. Nothing where there is none,
/// and with a sentence in `unsure` where it has another form.
std::optional<std::string> readable_changelog(const Tree& tree, const std::string& path,
                                              std::vector<std::string>& unsure);

}  // namespace relctl::adopt
