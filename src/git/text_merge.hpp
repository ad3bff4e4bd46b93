// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "plan/merge.hpp"

namespace relctl::git {

/// The three-way merge of a text as git does it, once for each of the ways in which lines can be
/// aligned (a user's git may use any). libgit2 must be initialised. Binary and huge texts are one
/// conflict.
std::vector<plan::TextMerge> merge_texts(const std::string& base, const std::string& ours,
                                         const std::string& theirs);

}  // namespace relctl::git
