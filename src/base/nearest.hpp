// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace relctl {

/// How many insertions, deletions, replacements and swaps of neighbours make `right` of `left`
/// (optimal string alignment), counted in bytes, upper and lower case being the same.
std::size_t edit_distance(std::string_view left, std::string_view right);

/// The one of `candidates` that `word` was most likely meant to be: the closest, the first of
/// equally close ones; nothing when none is close enough to be worth a suggestion.
std::optional<std::string> nearest(std::string_view word,
                                   const std::vector<std::string>& candidates);

}  // namespace relctl
