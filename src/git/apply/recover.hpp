// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "git/repository.hpp"

namespace relctl::git {

/// Finishes what a killed run left, as the journal in the git directory says: refs and tags that it
/// had not moved yet, index and files that are still at the bytes before. Files edited since are
/// left. Costs nothing when there is no such journal. Notes say what was done.
std::vector<std::string> recover(Repository& repository);

}  // namespace relctl::git
