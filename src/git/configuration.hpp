// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

#include "git/handles.hpp"

namespace relctl::git {

/// Lets libgit2 read the files that git reads: those that GIT_CONFIG_GLOBAL, GIT_CONFIG_SYSTEM and
/// GIT_CONFIG_NOSYSTEM name, and config.worktree, none of which libgit2 1.5.1 knows. Where a file
/// has a condition that libgit2 passes over (`includeIf "hasconfig:…"`), git itself is asked for
/// all settings. Call it once, when the repository has been opened.
void read_what_git_reads(Handles& handles);

/// The value of `key` (`section.name` or `section.subsection.name`): what GIT_CONFIG_COUNT's
/// variables say, else the last value in the files that git reads.
std::optional<std::string> configured(Handles& handles, const std::string& key);

/// True for git's words for true: `true`, `yes`, `on`, a number that is not 0, and a bare key.
bool configured_true(Handles& handles, const std::string& key);

}  // namespace relctl::git
