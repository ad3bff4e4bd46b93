// SPDX-License-Identifier: MIT
#include "semver/auto_level.hpp"

#include <algorithm>
#include <cctype>
#include <string_view>
#include <unordered_set>
#include <utility>

#include "semver/conventional.hpp"

namespace relctl::semver {

namespace {

enum class Weight { none, patch, minor, major };

std::string lower(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(), [](char c) {
    return static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  });
  return result;
}

class Weigher {
 public:
  explicit Weigher(const CommitRules& rules) {
    for (const std::string& type : rules.minor) {
      minor_.insert(lower(type));
    }
    for (const std::string& type : rules.none) {
      none_.insert(lower(type));
    }
  }

  [[nodiscard]] Weight of(const Change& change) const {
    if (change.breaking) return Weight::major;
    if (none_.contains(change.type)) return Weight::none;
    if (minor_.contains(change.type)) return change.amends ? Weight::patch : Weight::minor;
    return change.listed && !fixes_.contains(change.type) ? Weight::none : Weight::patch;
  }

 private:
  std::unordered_set<std::string> minor_;
  std::unordered_set<std::string> none_;
  // In a list any word before a colon may stand ("* note: see below"): only these are commits.
  std::unordered_set<std::string> fixes_{"feat", "fix", "perf", "refactor", "build", "revert"};
};

/// Finds commits by their ids, which may be shortened.
class Index {
 public:
  explicit Index(const std::vector<CommitMessage>& messages) {
    for (std::size_t i = 0; i < messages.size(); ++i) {
      entries_.emplace_back(messages[i].id, i);
    }
    std::sort(entries_.begin(), entries_.end());
  }

  /// The position of the commit after `position` that `id` alone can mean.
  [[nodiscard]] std::optional<std::size_t> older(const std::string& id,
                                                 std::size_t position) const {
    constexpr std::size_t shortest = 7;
    if (id.size() < shortest) return std::nullopt;
    const std::string wanted = lower(id);
    const auto found = std::lower_bound(entries_.begin(), entries_.end(),
                                        std::pair<std::string_view, std::size_t>(wanted, 0));
    if (found == entries_.end() || !found->first.starts_with(wanted)) return std::nullopt;
    const auto next = std::next(found);
    const bool ambiguous = next != entries_.end() && next->first.starts_with(wanted);
    if (ambiguous || found->second <= position) return std::nullopt;
    return found->second;
  }

 private:
  std::vector<std::pair<std::string_view, std::size_t>> entries_;
};

std::string shown(const Change& change) {
  if (change.type.empty()) return change.description;
  const std::string scope = change.scope.empty() ? "" : "(" + change.scope + ")";
  return change.type + scope + (change.breaking ? "!: " : ": ") + change.description;
}

/// Walks from the newest commit to the oldest, so that a revert which was itself reverted is
/// already known to be void when its turn comes.
class Walk {
 public:
  explicit Walk(const std::vector<CommitMessage>& messages)
      : messages_(messages), index_(messages), cancelled_(messages.size(), false) {}

  /// What the commit at `position` adds to the release.
  std::vector<Change> changes_at(std::size_t position) {
    if (cancelled_[position]) return {};
    Meaning meaning = meaning_of(messages_[position].text);
    const bool all_known = cancel(meaning.reverted, position);
    if (meaning.undoes && all_known) return {};
    return std::move(meaning.changes);
  }

 private:
  // Whether there are ids, and all of them are among the older commits.
  bool cancel(const std::vector<std::string>& ids, std::size_t position) {
    bool all_known = !ids.empty();
    for (const std::string& id : ids) {
      const auto target = index_.older(id, position);
      if (target) cancelled_[*target] = true;
      all_known = all_known && target;
    }
    return all_known;
  }

  const std::vector<CommitMessage>& messages_;
  Index index_;
  std::vector<bool> cancelled_;
};

Level level_of(Weight weight, const Version& current) {
  if (weight == Weight::major && current.major > 0) return Level::major;
  return weight == Weight::patch ? Level::patch : Level::minor;
}

}  // namespace

AutoLevel level_for(const std::vector<CommitMessage>& messages, const CommitRules& rules,
                    const Version& current) {
  const Weigher weigher(rules);
  Walk walk(messages);
  AutoLevel result;
  Weight heaviest = Weight::none;
  for (std::size_t i = 0; i < messages.size(); ++i) {
    for (const Change& change : walk.changes_at(i)) {
      const Weight weight = weigher.of(change);
      if (weight <= heaviest) continue;
      heaviest = weight;
      result = {level_of(weight, current), messages[i].id, shown(change)};
    }
  }
  return result;
}

}  // namespace relctl::semver
