// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <string>

#include "config/config.hpp"
#include "deploy/path_images.hpp"

namespace relctl::commands {

/// What the files of a repository say.
struct CheckedFiles {
  std::map<std::string, std::string> versions;             ///< by service; "" without files
  std::map<std::string, deploy::PathImages> environments;  ///< by name: those that are kept here
};

/// Looks whether the files below `root` are as `config` says: version files hold versions that
/// agree, each environment has a place for each image, which its workloads then get, and each image
/// is used. Throws Error(input) with the first thing that is wrong.
CheckedFiles check_files(const config::Config& config, const std::string& root);

}  // namespace relctl::commands
