// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "tree/tree.hpp"

namespace relctl::git {

/// The paths of the files that two trees do not share, sorted; directories with equal ids are not
/// looked into.
std::vector<std::string> changed_paths(const Tree& before, const Tree& after);

}  // namespace relctl::git
