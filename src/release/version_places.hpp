// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "config/config.hpp"
#include "plan/draft.hpp"

namespace relctl::release {

/// Where relctl writes versions: version files and deploy places of every service, by their paths.
class VersionPlaces {
 public:
  /// `config` must outlive it.
  explicit VersionPlaces(const config::Config& config);

  /// Writes one and the same version into those that are among `paths`, and into the images that
  /// an environment at the root of the repository sets. A file that is not as the configuration
  /// wants it stays as it is.
  void erase_versions(plan::Draft& draft, const std::vector<std::string>& paths) const;

 private:
  struct File {
    std::vector<const formats::VersionFile*> versions;
    std::vector<config::DeployPlace> deployed;
  };
  /// An environment at the root has no path of its own: its images stand among the source.
  struct RootImage {
    std::string path;
    std::string name;
  };

  std::unordered_map<std::string, File> files_;
  std::vector<RootImage> root_images_;
};

}  // namespace relctl::release
