// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "tree/tree.hpp"

namespace relctl {

/// The files that differ between two trees, by content or mode, in order of path. Directories with
/// equal ids are not entered.
std::vector<std::string> changed_paths(const Tree& before, const Tree& after);

/// The same for what lies at `path`, a file, or below it, a directory; "" is the whole tree.
std::vector<std::string> changed_paths(const Tree& before, const Tree& after,
                                       const std::string& path);

}  // namespace relctl
