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

/// Moves the local `branch` (none: nothing to do), and where it is checked out index and all files,
/// forward to `target`, which was published.
/// Nothing is lost: where it is impossible, the checkout stays and the answer is a note for the
/// user with the command that does it. Empty when done.
std::string follow(Repository& repository, const std::string& branch, const ObjectId& target);

/// Finishes what a killed run left, as the journal in the git directory says: refs and tags that it
/// had not moved yet, index and files that are still at the bytes before. Files edited since are
/// left. Costs nothing when there is no such journal. Notes say what was done.
std::vector<std::string> recover(Repository& repository);

}  // namespace relctl::git
