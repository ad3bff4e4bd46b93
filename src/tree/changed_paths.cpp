// SPDX-License-Identifier: MIT
#include "tree/changed_paths.hpp"

#include <algorithm>
#include <string_view>

#include "tree/path.hpp"

namespace relctl {
namespace {

using Entries = std::vector<Entry>;

bool is_directory(const Entry* entry) {
  return entry != nullptr && entry->mode == Mode::directory;
}

class Comparison {
 public:
  Comparison(const Tree& before, const Tree& after) : before_(before), after_(after) {}

  /// Compares the directories at `path`; a side that has none there counts as empty.
  void compare(const std::string& path, bool in_before, bool in_after) {
    const Entries olds = in_before ? before_.list(path) : Entries{};
    const Entries news = in_after ? after_.list(path) : Entries{};
    // Both are in the order of their names.
    auto old = olds.begin();
    auto now = news.begin();
    while (old != olds.end() && now != news.end()) {
      const int order = old->name.compare(now->name);
      compare_entries(path, order <= 0 ? &*old : nullptr, order >= 0 ? &*now : nullptr);
      if (order <= 0) ++old;
      if (order >= 0) ++now;
    }
    for (; old != olds.end(); ++old)
      compare_entries(path, &*old, nullptr);
    for (; now != news.end(); ++now)
      compare_entries(path, nullptr, &*now);
  }

  /// Compares what stands at `path`.
  void compare_at(const std::string& path) {
    const auto before = before_.find(path);
    const auto after = after_.find(path);
    compare_entries(std::string(directory_of(path)), before ? &*before : nullptr,
                    after ? &*after : nullptr);
  }

  std::vector<std::string> sorted_paths() {
    std::sort(paths_.begin(), paths_.end());
    return std::move(paths_);
  }

 private:
  /// Entries of one name in the directory `path`; one of them may be missing.
  void compare_entries(const std::string& path, const Entry* before, const Entry* after) {
    if (before == nullptr && after == nullptr) return;
    if (before != nullptr && after != nullptr && *before == *after) return;
    const std::string child = join_path(path, (before != nullptr ? before : after)->name);
    const bool was_directory = is_directory(before);
    const bool now_directory = is_directory(after);
    if (was_directory || now_directory) compare(child, was_directory, now_directory);
    const bool was_file = before != nullptr && !was_directory;
    const bool now_file = after != nullptr && !now_directory;
    if (was_file || now_file) paths_.push_back(child);
  }

  const Tree& before_;
  const Tree& after_;
  std::vector<std::string> paths_;
};

}  // namespace

std::vector<std::string> changed_paths(const Tree& before, const Tree& after) {
  return changed_paths(before, after, "");
}

std::vector<std::string> changed_paths(const Tree& before, const Tree& after,
                                       const std::string& path) {
  Comparison comparison(before, after);
  if (path.empty()) {
    comparison.compare("", true, true);
  } else {
    comparison.compare_at(path);
  }
  return comparison.sorted_paths();
}

}  // namespace relctl
