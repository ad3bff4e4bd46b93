// SPDX-License-Identifier: MIT
#include "judge/merged_file.hpp"

#include <algorithm>
#include <iterator>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "judge/file_form.hpp"

namespace relctl::judge {
namespace {

class FileMerge {
 public:
  FileMerge(const plan::History& history, const Judged& judged, const std::string& path)
      : history_(history), judged_(judged), path_(path) {}

  MergedFile judge() {
    const auto first = file_text(*judged_.parents.front(), path_);
    const auto result = file_text(*judged_.after, path_);
    const std::size_t count = judged_.parents.size();
    if (!first || !result || count < 2) return MergedFile::invented;
    Texts merged{*first};
    for (std::size_t number = 1; number + 1 < count; ++number)
      merged = merged_with(merged, number);
    return compared(merged, count - 1, *result);
  }

 private:
  using Texts = std::set<std::string>;

  /// The merges of what the parents so far come to with parent `number`, over every base.
  [[nodiscard]] std::vector<plan::TextMerge> merges(const Texts& ours, std::size_t number) const {
    std::vector<plan::TextMerge> result;
    const auto theirs = file_text(*judged_.parents[number], path_);
    if (!theirs) return result;
    for (const ObjectId& base : judged_.bases[number]) {
      const std::string common = file_text(*history_.tree(base), path_).value_or("");
      for (const std::string& text : ours) {
        auto found = history_.merges(common, text, *theirs);
        std::move(found.begin(), found.end(), std::back_inserter(result));
      }
    }
    return result;
  }

  /// What the parents up to `number` come to. The ways to align lines and the bases seldom give
  /// more than one text; where they give many, a few are followed, or their number would double
  /// with every parent.
  [[nodiscard]] Texts merged_with(const Texts& ours, std::size_t number) const {
    constexpr std::size_t most = 4;
    Texts result;
    for (const plan::TextMerge& merge : merges(ours, number)) {
      if (plan::is_clean(merge) && result.size() < most) result.insert(plan::text_of(merge));
    }
    return result;
  }

  [[nodiscard]] MergedFile compared(const Texts& ours, std::size_t number,
                                    const std::string& result) const {
    MergedFile found = MergedFile::invented;
    for (const plan::TextMerge& merge : merges(ours, number)) {
      if (!plan::is_resolution(merge, result)) continue;
      found = std::max(found, plan::is_clean(merge) ? MergedFile::clean : MergedFile::resolved);
    }
    return found;
  }

  const plan::History& history_;
  const Judged& judged_;
  const std::string& path_;
};

}  // namespace

MergedFile merged_file(const plan::History& history, const Judged& judged,
                       const std::string& path) {
  return FileMerge(history, judged, path).judge();
}

}  // namespace relctl::judge
