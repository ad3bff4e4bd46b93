// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "cli/context.hpp"

namespace relctl::commands {

/// Runs the command line `arguments` (without the program's name) and gives the exit code. Every
/// error is caught and rendered here, and nowhere else.
int run(const std::vector<std::string>& arguments, cli::Context& context);

}  // namespace relctl::commands
