// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "cli/invocation.hpp"

namespace relctl::cli {

/// Reads the arguments after the program's name by the commands of `chapters`. For `--help` and
/// `--version` the run function prints. Throws Error(usage), with the nearest command or option as
/// a hint, for anything that is not understood.
Invocation parse(const std::vector<std::string>& arguments, const std::vector<Chapter>& chapters);

}  // namespace relctl::cli
