// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "git/repository.hpp"

namespace relctl::git {

/// `message` with the line that `git commit --signoff` adds for `who`, "Name <address>", at its
/// last paragraph of trailers; unchanged where it is there already.
std::string signed_off(std::string message, const std::string& who);

/// `message` as the hooks prepare-commit-msg and commit-msg of `repository` leave it; unchanged
/// where there are none, and in a repository without a work tree. They are called as `git commit`
/// calls them, `is_merge` as `git merge` does. Throws Error(system) with a hook's own words where
/// it refuses, leaves no message, or changes the trailers that relctl reads its commits by.
std::string after_hooks(const Repository& repository, std::string message, bool is_merge);

}  // namespace relctl::git
