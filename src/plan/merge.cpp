// SPDX-License-Identifier: MIT
#include "plan/merge.hpp"

#include <algorithm>
#include <set>

namespace relctl::plan {
namespace {

std::vector<std::string> choices(const MergePart& part) {
  if (!part.conflict) return {part.ours};
  return {part.ours, part.theirs, part.ours + part.theirs, part.theirs + part.ours};
}

bool matches(const TextMerge& merge, std::string_view text) {
  std::set<std::size_t> places{0};
  for (const MergePart& part : merge) {
    std::set<std::size_t> next;
    for (const std::string& choice : choices(part)) {
      for (const std::size_t place : places) {
        if (text.substr(place).starts_with(choice)) next.insert(place + choice.size());
      }
    }
    places = std::move(next);
  }
  return places.count(text.size()) > 0;
}

}  // namespace

bool is_clean(const TextMerge& merge) {
  return std::none_of(merge.begin(), merge.end(),
                      [](const MergePart& part) { return part.conflict; });
}

std::string text_of(const TextMerge& merge) {
  std::string text;
  for (const MergePart& part : merge)
    text += part.ours;
  return text;
}

bool is_resolution(const TextMerge& merge, std::string_view text) {
  if (matches(merge, text)) return true;
  // A side of a conflict is given a line end where it had none at the end of the file.
  const std::string whole(text);
  return matches(merge, whole + '\n') || matches(merge, whole + "\r\n");
}

}  // namespace relctl::plan
