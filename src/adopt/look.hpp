// SPDX-License-Identifier: MIT
#pragma once

#include "adopt/findings.hpp"
#include "tree/tree.hpp"

namespace relctl::adopt {

/// What the repository looks like: services, environments, tags, forge and CI system, and what was
/// unsure about each. Pure: the same tree and facts give the same findings. Files that cannot be
/// read are told in `unsure`, and never an error.
Findings look(const Tree& tree, const Facts& facts);

/// `findings` with the image of `doubt` in its service after all.
void accept(Findings& findings, const Doubt& doubt);

}  // namespace relctl::adopt
