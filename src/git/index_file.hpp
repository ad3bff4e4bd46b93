// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "git/index_entries.hpp"

namespace relctl::git {

/// The entries for `paths` in the bytes of an index, as Documentation/gitformat-index.txt of git
/// describes them; a path that the index lacks is left out. Nothing for a form that is left to git:
/// version 4, an extension that has to be understood (a split or a sparse index), a damaged file.
std::optional<std::map<std::string, IndexEntry>> find_in_index(
    const std::string& bytes, const std::vector<std::string>& paths);

}  // namespace relctl::git
