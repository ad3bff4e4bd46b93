// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "git/repository.hpp"

namespace relctl::git {

/// Makes an empty repository in `directory`, which exists: of the kind that every git and libgit2
/// reads, whatever the user's defaults are, with `branch` checked out. Throws Error(system).
Repository create_repository(const std::string& directory, const std::string& branch);

}  // namespace relctl::git
