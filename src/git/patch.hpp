// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "plan/plan.hpp"

namespace relctl::git {

/// The plans as one git patch (as `git diff` prints it, with `index` lines and binary files):
/// nothing is written to the repository.
std::string patch(const std::vector<plan::Plan>& plans);

}  // namespace relctl::git
