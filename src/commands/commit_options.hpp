// SPDX-License-Identifier: MIT
#pragma once

#include "cli/command.hpp"

namespace relctl::commands {

/// Declares `--no-verify`, as `git commit` has it.
void add_no_verify(cli::Command& command, bool& no_verify);

}  // namespace relctl::commands
