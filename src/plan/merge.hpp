// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace relctl::plan {

/// A stretch of a three-way merge of text.
struct MergePart {
  std::string ours;  ///< or what both sides come to, where there is no conflict
  std::string theirs;
  bool conflict = false;
};

/// A three-way merge of one text, from its beginning to its end.
using TextMerge = std::vector<MergePart>;

/// True when the two sides do not contradict each other anywhere.
bool is_clean(const TextMerge& merge);

/// The text of a merge without conflicts.
std::string text_of(const TextMerge& merge);

/// True when `text` is the merge with each conflict resolved to one side, or to both, one behind
/// the other. Nothing else can be told from an invention.
bool is_resolution(const TextMerge& merge, std::string_view text);

}  // namespace relctl::plan
