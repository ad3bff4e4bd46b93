// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "git/handles.hpp"
#include "plan/plan.hpp"

namespace relctl::git {

/// The move of what is checked out among the plans': of its branch, or of a detached HEAD itself.
std::optional<plan::RefMove> move_of_head(const Repository& repository,
                                          const std::vector<plan::Plan>& plans);

/// The files that the plans edit on the way to `move`'s target, sorted.
std::vector<std::string> planned_paths(const std::vector<plan::Plan>& plans,
                                       const plan::RefMove& move);

/// The files of `commit`; none before the first one.
std::shared_ptr<const Tree> committed_tree(Handles& handles, const std::optional<ObjectId>& commit);

/// Throws Error(conflict) listing the `paths` that have local changes.
void refuse_local_changes(Handles& handles, const Tree& committed,
                          const std::vector<std::string>& paths);

/// Throws Error(system) where a folder of the work tree in which one of `paths` is to be written
/// may not be: found out after HEAD moved, the index would take the change back with the next
/// commit.
void refuse_closed_folders(Handles& handles, const std::vector<std::string>& paths);

}  // namespace relctl::git
