// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "git/repository.hpp"
#include "process/run.hpp"

namespace relctl::git {

/// How the git program is run: its deadline, and the terminal.
struct ProgramOptions {
  std::optional<process::Clock::time_point> deadline;
  bool terminal = false;  ///< it is lent the terminal, if there is one, to ask for a password
};

/// Runs `git arguments…` in the repository: argv, no shell, LC_ALL=C, no prompt without a
/// terminal, none of the caller's GIT_DIR-like variables (but GIT_CONFIG_COUNT, which configures).
/// Its stderr comes back redacted, whatever its exit status; stdout is data and stays. Throws
/// Error(system) when there is no git of at least version 2.30.
process::Output run_git(const Repository& repository, const std::vector<std::string>& arguments,
                        const ProgramOptions& options = {}, const std::string& input = {});

/// run_git, where anything but status 0 is an Error(system) that carries git's words, or
/// Error(timeout) at the deadline.
std::string require_git(const Repository& repository, const std::vector<std::string>& arguments,
                        const ProgramOptions& options = {}, const std::string& input = {});

}  // namespace relctl::git
