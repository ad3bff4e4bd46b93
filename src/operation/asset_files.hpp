// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "forge/releases.hpp"

namespace relctl::operation {

/// The files below `root` that `globs` select, in order of their paths, each under its own name.
/// Links and what git keeps for itself are passed over. Throws Error(input) for a glob that selects
/// nothing, and where two files have the same name.
std::vector<forge::Asset> read_assets(const std::string& root,
                                      const std::vector<std::string>& globs);

}  // namespace relctl::operation
