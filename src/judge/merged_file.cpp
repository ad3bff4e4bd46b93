// SPDX-License-Identifier: MIT
#include "judge/merged_file.hpp"

#include <algorithm>
#include <optional>

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
    if (!first || !result || judged_.commit.parents.size() < 2) return MergedFile::invented;
    result_ = *result;
    take(*first, 1);
    return found_;
  }

 private:
  /// Merges parent `number` and those behind it into `ours`, what the ones before come to.
  void take(const std::string& ours, std::size_t number) {
    const auto& parents = judged_.commit.parents;
    const auto theirs = file_text(*judged_.parents[number], path_);
    if (!theirs) return;
    const bool is_last = number + 1 == parents.size();
    for (const ObjectId& base : history_.merge_bases(parents.front(), parents[number])) {
      const std::string common = file_text(*history_.tree(base), path_).value_or("");
      for (const plan::TextMerge& merge : history_.merges(common, ours, *theirs)) {
        if (is_last) {
          compare(merge);
        } else if (plan::is_clean(merge)) {
          take(plan::text_of(merge), number + 1);
        }
      }
    }
  }

  void compare(const plan::TextMerge& merge) {
    if (!plan::is_resolution(merge, result_)) return;
    found_ = std::max(found_, plan::is_clean(merge) ? MergedFile::clean : MergedFile::resolved);
  }

  const plan::History& history_;
  const Judged& judged_;
  const std::string& path_;
  std::string result_;
  MergedFile found_ = MergedFile::invented;
};

}  // namespace

MergedFile merged_file(const plan::History& history, const Judged& judged,
                       const std::string& path) {
  return FileMerge(history, judged, path).judge();
}

}  // namespace relctl::judge
