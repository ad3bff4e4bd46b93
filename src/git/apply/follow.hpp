// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "git/repository.hpp"

namespace relctl::git {

/// Moves the local `branch` (none: nothing to do), and where it is checked out index and all files,
/// forward to `target`, which was published.
/// Nothing is lost: where it is impossible, the checkout stays and the answer is a note for the
/// user with the command that does it. Empty when done.
std::string follow(Repository& repository, const std::string& branch, const ObjectId& target);

}  // namespace relctl::git
