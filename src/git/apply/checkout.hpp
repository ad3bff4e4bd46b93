// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "git/handles.hpp"
#include "git/index_lock.hpp"

namespace relctl::git {

/// Brings index and work tree from the tree `before` (nothing: no commit yet) to `after`, which
/// differ in `paths`, under the index's lock. Files that the paths do not name are not touched. The
/// caller has made sure that the named ones have no local changes.
void update_checkout(Handles& handles, IndexLock& lock, const std::optional<ObjectId>& before,
                     const ObjectId& after, const std::vector<std::string>& paths);

/// The same for `paths` alone, whatever state the index and those files are in; it does not know
/// what a sparse checkout leaves out.
void restore_files(Handles& handles, IndexLock& lock, const ObjectId& commit,
                   const std::vector<std::string>& paths);

}  // namespace relctl::git
