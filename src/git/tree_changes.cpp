// SPDX-License-Identifier: MIT
#include "git/tree_changes.hpp"

#include <algorithm>
#include <set>

#include "tree/path.hpp"

namespace relctl::git {
namespace {

class Comparison {
 public:
  Comparison(const Tree& before, const Tree& after) : before_(before), after_(after) {}

  void directory(const std::string& path) {
    const std::vector<Entry> before = before_.list(path);
    const std::vector<Entry> after = after_.list(path);
    std::set<std::string> names;
    const auto add = [&names](const Entry& entry) { names.insert(entry.name); };
    std::for_each(before.begin(), before.end(), add);
    std::for_each(after.begin(), after.end(), add);
    for (const std::string& name : names) {
      const Entry* const old = named(before, name);
      const Entry* const now = named(after, name);
      if (old != nullptr && now != nullptr && *old == *now) continue;
      const std::string whole = join_path(path, name);
      const bool was_file = old != nullptr && old->mode != Mode::directory;
      const bool is_file = now != nullptr && now->mode != Mode::directory;
      if (was_file || is_file) paths_.push_back(whole);
      const bool was_directory = old != nullptr && !was_file;
      const bool is_directory = now != nullptr && !is_file;
      if (was_directory || is_directory) directory(whole);
    }
  }

  std::vector<std::string> take() {
    std::sort(paths_.begin(), paths_.end());
    return std::move(paths_);
  }

 private:
  static const Entry* named(const std::vector<Entry>& entries, const std::string& name) {
    const auto place =
        std::lower_bound(entries.begin(), entries.end(), name,
                         [](const Entry& entry, const std::string& n) { return entry.name < n; });
    return place != entries.end() && place->name == name ? &*place : nullptr;
  }

  const Tree& before_;
  const Tree& after_;
  std::vector<std::string> paths_;
};

}  // namespace

std::vector<std::string> changed_paths(const Tree& before, const Tree& after) {
  Comparison comparison(before, after);
  comparison.directory("");
  return comparison.take();
}

}  // namespace relctl::git
