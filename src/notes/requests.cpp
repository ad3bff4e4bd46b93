// SPDX-License-Identifier: MIT
#include "notes/requests.hpp"

#include <algorithm>
#include <string_view>
#include <unordered_map>

namespace relctl::notes {
namespace {

/// Follows parents inside the range; each commit is given to one merge, and looked at once.
class Walk {
 public:
  explicit Walk(const std::vector<Commit>& commits)
      : commits_(commits), on_line_(commits.size(), false), owners_(commits.size()) {
    places_.reserve(commits.size());
    for (std::size_t i = 0; i < commits.size(); ++i)
      places_.emplace(commits[i].message.id, i);
  }

  std::vector<std::optional<std::size_t>> run() {
    std::vector<std::size_t> line = first_parents();
    // The oldest first: a later merge brings only what none before it brought.
    std::reverse(line.begin(), line.end());
    for (const std::size_t merge : line)
      take_joined(merge);
    return std::move(owners_);
  }

 private:
  [[nodiscard]] std::optional<std::size_t> place_of(const std::string& id) const {
    const auto found = places_.find(id);
    return found == places_.end() ? std::nullopt : std::optional(found->second);
  }

  std::vector<std::size_t> first_parents() {
    std::vector<std::size_t> line;
    std::optional<std::size_t> at = commits_.empty() ? std::nullopt : std::optional<std::size_t>(0);
    while (at && !on_line_[*at]) {
      line.push_back(*at);
      on_line_[*at] = true;
      const auto& parents = commits_[*at].message.parents;
      at = parents.empty() ? std::nullopt : place_of(parents.front());
    }
    return line;
  }

  void take_joined(std::size_t merge) {
    const auto& parents = commits_[merge].message.parents;
    std::vector<std::string_view> waiting;
    if (parents.size() > 1) waiting.assign(parents.begin() + 1, parents.end());
    while (!waiting.empty()) {
      const auto at = place_of(std::string(waiting.back()));
      waiting.pop_back();
      if (!at || on_line_[*at] || owners_[*at]) continue;
      owners_[*at] = merge;
      const auto& above = commits_[*at].message.parents;
      waiting.insert(waiting.end(), above.begin(), above.end());
    }
  }

  const std::vector<Commit>& commits_;
  std::unordered_map<std::string_view, std::size_t> places_;
  std::vector<bool> on_line_;
  std::vector<std::optional<std::size_t>> owners_;
};

}  // namespace

std::vector<std::optional<std::size_t>> bringing_merges(const std::vector<Commit>& commits) {
  return Walk(commits).run();
}

}  // namespace relctl::notes
