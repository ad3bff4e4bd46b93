// SPDX-License-Identifier: MIT
#include "tree/changed_paths.hpp"

#include <algorithm>
#include <map>
#include <optional>

#include "tree/path.hpp"

namespace relctl {
namespace {

using Entries = std::vector<Entry>;

/// An entry of the same name in two directories; one of them may be missing.
struct Pair {
  std::optional<Entry> before;
  std::optional<Entry> after;
};

std::map<std::string, Pair> pairs_of(const Entries& before, const Entries& after) {
  std::map<std::string, Pair> pairs;
  for (const Entry& entry : before)
    pairs[entry.name].before = entry;
  for (const Entry& entry : after)
    pairs[entry.name].after = entry;
  return pairs;
}

bool is_directory(const std::optional<Entry>& entry) {
  return entry && entry->mode == Mode::directory;
}

class Comparison {
 public:
  Comparison(const Tree& before, const Tree& after) : before_(before), after_(after) {}

  /// Compares the directories at `path`; a side that has none there counts as empty.
  void compare(const std::string& path, bool in_before, bool in_after) {
    const Entries olds = in_before ? before_.list(path) : Entries{};
    const Entries news = in_after ? after_.list(path) : Entries{};
    for (const auto& [name, pair] : pairs_of(olds, news)) {
      if (pair.before == pair.after) continue;
      const std::string child = join_path(path, name);
      const bool was_directory = is_directory(pair.before);
      const bool now_directory = is_directory(pair.after);
      if (was_directory || now_directory) compare(child, was_directory, now_directory);
      const bool was_file = pair.before && !was_directory;
      const bool now_file = pair.after && !now_directory;
      if (was_file || now_file) paths_.push_back(child);
    }
  }

  std::vector<std::string> sorted_paths() {
    std::sort(paths_.begin(), paths_.end());
    return std::move(paths_);
  }

 private:
  const Tree& before_;
  const Tree& after_;
  std::vector<std::string> paths_;
};

}  // namespace

std::vector<std::string> changed_paths(const Tree& before, const Tree& after) {
  Comparison comparison(before, after);
  comparison.compare("", true, true);
  return comparison.sorted_paths();
}

}  // namespace relctl
