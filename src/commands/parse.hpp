// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "commands/commands.hpp"

namespace relctl::commands {

/// Reads the arguments after the program's name. For `--help` and `--version` the run function
/// prints. Throws Error(usage), with the nearest command or option as a hint, for anything that is
/// not understood.
Invocation parse(const std::vector<std::string>& arguments);

}  // namespace relctl::commands
