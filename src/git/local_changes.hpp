// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "git/handles.hpp"
#include "git/index_entries.hpp"

namespace relctl::git {

/// A file that is not as it was committed, and how, for people ("staged", "modified", …).
struct LocalChange {
  std::string path;
  std::string what;
};

/// The `paths` that differ between `committed` and the index, or the index and the work tree;
/// untracked files at a path of which `committed` has none are in the way. Nothing in a bare
/// repository.
std::vector<LocalChange> local_changes(Handles& handles, const Tree& committed,
                                       const std::vector<std::string>& paths);

/// Those of `entries` whose files in the work tree differ, git's filters and line ends regarded;
/// a file that a sparse checkout left out does not.
std::vector<LocalChange> work_tree_changes(Handles& handles,
                                           const std::map<std::string, IndexEntry>& entries);

/// True when the file at `path` has the content of `entry` (nothing: when no file is there),
/// whatever the index says about it; git's filters and line ends regarded.
bool is_in_work_tree(Handles& handles, const std::string& path, const std::optional<Entry>& entry);

/// True when nothing stands at `path`, or a file with no more than the first bytes of `content`:
/// what git leaves of a file when it is killed while it writes it.
bool is_begun_in_work_tree(Handles& handles, const std::string& path, std::string_view content);

}  // namespace relctl::git
