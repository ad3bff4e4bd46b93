// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <string>

#include "config/config.hpp"

namespace relctl::commands {

/// Looks whether the files below `root` are as `config` says: version files hold versions that
/// agree, each environment has a place for each image. The versions come back by service, "" for
/// those without files. Throws Error(input) with the first thing that is wrong.
std::map<std::string, std::string> check_files(const config::Config& config,
                                               const std::string& root);

}  // namespace relctl::commands
