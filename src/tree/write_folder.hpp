// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "tree/tree.hpp"

namespace relctl {

/// Writes the files of `tree` below the folder `root`, which is made: bytes and modes as the tree
/// has them; a submodule is an empty folder. Throws Error(input) for a name that would leave the
/// folder, Error(system) where the disk refuses.
void write_folder(const Tree& tree, const std::string& root);

}  // namespace relctl
