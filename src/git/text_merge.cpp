// SPDX-License-Identifier: MIT
#include "git/text_merge.hpp"

#include <algorithm>
#include <limits>

#include "git/handles.hpp"

namespace relctl::git {
namespace {

/// One longer than any run of a marker's characters in the texts, so that no line of theirs is
/// taken for a marker.
std::size_t marker_size(const std::vector<const std::string*>& texts) {
  std::size_t longest = GIT_MERGE_CONFLICT_MARKER_SIZE;
  for (const std::string* text : texts) {
    std::size_t run = 0;
    for (std::size_t i = 0; i < text->size(); ++i) {
      const bool goes_on = i > 0 && (*text)[i] == (*text)[i - 1];
      run = goes_on ? run + 1 : 1;
      if (std::string_view("<=>|").find((*text)[i]) != std::string_view::npos) {
        longest = std::max(longest, run);
      }
    }
  }
  return longest + 1;
}

git_merge_file_input input_of(const std::string& text) {
  git_merge_file_input input = GIT_MERGE_FILE_INPUT_INIT;
  input.ptr = text.data();
  input.size = text.size();
  return input;
}

class MergeResult {
 public:
  MergeResult() = default;
  MergeResult(const MergeResult&) = delete;
  MergeResult& operator=(const MergeResult&) = delete;
  ~MergeResult() { git_merge_file_result_free(&result_); }
  git_merge_file_result* get() { return &result_; }
  [[nodiscard]] std::string_view text() const { return {result_.ptr, result_.len}; }

 private:
  git_merge_file_result result_{};
};

/// Takes the text with conflict markers apart.
plan::TextMerge parts_of(std::string_view text, std::size_t size) {
  const std::string opening(size, '<');
  const std::string middle(size, '=');
  const std::string closing(size, '>');
  plan::TextMerge parts(1);
  bool in_theirs = false;
  while (!text.empty()) {
    const std::string_view line = text.substr(0, std::min(text.find('\n'), text.size() - 1) + 1);
    text.remove_prefix(line.size());
    if (line.starts_with(opening)) {
      parts.push_back({{}, {}, true});
    } else if (line.starts_with(middle)) {
      in_theirs = true;
    } else if (line.starts_with(closing)) {
      in_theirs = false;
      parts.emplace_back();
    } else {
      (in_theirs ? parts.back().theirs : parts.back().ours) += line;
    }
  }
  return parts;
}

plan::TextMerge merge(const std::string& base, const std::string& ours, const std::string& theirs,
                      std::uint32_t alignment) {
  const std::size_t size = marker_size({&base, &ours, &theirs});
  if (size > std::numeric_limits<unsigned short>::max()) return {{ours, theirs, true}};
  const git_merge_file_input from = input_of(base);
  const git_merge_file_input left = input_of(ours);
  const git_merge_file_input right = input_of(theirs);
  git_merge_file_options options = GIT_MERGE_FILE_OPTIONS_INIT;
  options.flags = alignment;
  options.marker_size = static_cast<unsigned short>(size);
  MergeResult result;
  check(git_merge_file(result.get(), &from, &left, &right, &options), "merge a file");
  return parts_of(result.text(), size);
}

}  // namespace

std::vector<plan::TextMerge> merge_texts(const std::string& base, const std::string& ours,
                                         const std::string& theirs) {
  return {merge(base, ours, theirs, GIT_MERGE_FILE_DEFAULT),
          merge(base, ours, theirs, GIT_MERGE_FILE_DIFF_PATIENCE),
          merge(base, ours, theirs, GIT_MERGE_FILE_DIFF_MINIMAL)};
}

}  // namespace relctl::git
