// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "git/objects.hpp"

namespace relctl::git {

/// Carries plans out in this repository alone: takes the index's lock, writes objects, moves
/// branches, makes tags, and brings index and work tree along. Throws Error(conflict), with
/// nothing changed, when a planned file has local changes, a ref moved or a tag exists. Other
/// dirty, staged and untracked files are left alone. A bare repository has only objects and refs.
Objects apply(Repository& repository, const std::vector<plan::Plan>& plans,
              const plan::Operation& operation);

/// Throws Error(conflict) naming the files when a planned file of `plans` differs from HEAD in the
/// index or the work tree.
void check_planned_files(const Repository& repository, const std::vector<plan::Plan>& plans);

}  // namespace relctl::git
