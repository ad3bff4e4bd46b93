// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>

namespace relctl::git {

/// Whether a living process may hold the lock file `lock` of the repository at `git_directory`: it
/// has the file open, or it is a git or relctl that works in there or in the folder around it and
/// is not younger than the file. True as well where /proc does not tell.
bool may_be_held(const std::filesystem::path& lock, const std::filesystem::path& git_directory);

}  // namespace relctl::git
