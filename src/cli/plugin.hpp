// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <string>
#include <vector>

namespace relctl::cli {

/// The command line that a plugin's settings stand for. Woodpecker gives each setting of a step as
/// a variable `PLUGIN_NAME`; `settings` maps these names to their values. An empty value counts as
/// none. Throws Error(usage) for a setting that is not known, a flag that is neither true nor
/// false, and a value that would read as an option.
std::vector<std::string> plugin_arguments(const std::map<std::string, std::string>& settings);

}  // namespace relctl::cli
