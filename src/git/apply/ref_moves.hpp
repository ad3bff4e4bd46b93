// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "git/handles.hpp"
#include "git/objects.hpp"

namespace relctl::git {

/// One ref and what becomes of it.
struct RefChange {
  std::string name;                  ///< full; "HEAD" for a detached one
  std::optional<ObjectId> expected;  ///< nothing: it must not exist
  ObjectId target;
  std::string reason;  ///< for the reflog
};

/// The ref changes of plans whose objects are made: the branches, then the tags.
std::vector<RefChange> ref_changes(const std::vector<plan::Plan>& plans, const Objects& objects);

/// The ref has its new value.
bool is_moved(Handles& handles, const RefChange& change);

/// Moves all refs or none: each is locked and compared before any is written, and they are written
/// in their order. Throws Error(conflict) naming the first that is not as expected, or is a branch
/// that another work tree has checked out; Error(system) when one stays locked by somebody else.
void move_refs(Handles& handles, const std::vector<RefChange>& changes,
               const plan::Operation& operation);

}  // namespace relctl::git
