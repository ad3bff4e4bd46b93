// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "git/handles.hpp"

namespace relctl::git {

/// What the index holds for a path.
struct IndexEntry {
  Mode mode = Mode::file;
  ObjectId id;
  bool left_out = false;  ///< of the work tree, by a sparse checkout
  bool unmerged = false;
  bool overlooked = false;  ///< git was told to take its file for unchanged
};

/// Above so many paths git is asked about everything: it compares each path with each file.
constexpr std::size_t most_pathspecs = 100;

/// The index's entries for `paths`; a path that the index lacks is left out. git is asked where the
/// index is split, sparse, of version 4 or named by a hook's environment.
std::map<std::string, IndexEntry> read_index(Handles& handles,
                                             const std::vector<std::string>& paths);

}  // namespace relctl::git
