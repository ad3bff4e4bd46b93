// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "notes/notes.hpp"

namespace relctl::notes {

/// For each of `commits`, which stand newest first, the position of the merge that brought it to
/// the line of first parents from the newest; nothing for those on that line.
std::vector<std::optional<std::size_t>> bringing_merges(const std::vector<Commit>& commits);

}  // namespace relctl::notes
