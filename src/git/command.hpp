// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "git/handles.hpp"
#include "process/run.hpp"

namespace relctl::git {

/// `git arguments…` as every call of relctl runs it: words in English, no prompt without a
/// terminal, pathspecs taken literally as asked and not as the environment says, and none of the
/// variables by which git tells a child which repository it works on. What configures git
/// (GIT_CONFIG_COUNT, GIT_CONFIG_PARAMETERS) and authenticates it (GIT_ASKPASS, GIT_SSH_COMMAND)
/// is kept.
process::Command program_command(const std::vector<std::string>& arguments);

/// The same in a repository; one that was opened from the environment keeps the environment's
/// variables and the current directory, which they may be relative to.
process::Command repository_command(const Handles& handles,
                                    const std::vector<std::string>& arguments);

/// Runs a command of git's: its stderr comes back redacted. Throws Error(system) when git cannot be
/// started or is older than 2.30.
process::Output run_command(const process::Command& command);

/// run_command, where anything but status 0 is an Error with git's words: timeout at the deadline,
/// else system.
std::string require_command(const process::Command& command);

}  // namespace relctl::git
