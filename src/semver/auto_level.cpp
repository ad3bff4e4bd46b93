// SPDX-License-Identifier: MIT
#include "semver/auto_level.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include "semver/commit_message.hpp"

namespace relctl::semver {

namespace {

/// Higher levels weigh more.
int weight(const std::optional<Level>& level) {
  if (!level) return 0;
  return *level == Level::major ? 3 : *level == Level::minor ? 2 : 1;
}

std::string short_id(const std::string& id) {
  return id.substr(0, 7);
}

/// Counts from the newest commit to the oldest.
class Count {
 public:
  Count(const std::vector<CommitMessage>& messages, const CommitRules& rules,
        const Version& current)
      : messages_(messages),
        rules_(rules),
        on_zero_(current.major == 0),
        meanings_(read(messages, rules)),
        reverts_(messages, meanings_) {}

  AutoLevel run() {
    for (std::size_t i = 0; i < messages_.size(); ++i)
      count(i);
    return std::move(result_);
  }

 private:
  static std::vector<Meaning> read(const std::vector<CommitMessage>& messages,
                                   const CommitRules& rules) {
    Reading reading{.types = types_in(rules)};
    std::vector<Meaning> meanings;
    meanings.reserve(messages.size());
    for (const CommitMessage& message : messages) {
      reading.joins = message.parents.size() > 1;
      meanings.push_back(meaning_of(message.text, reading));
    }
    return meanings;
  }

  void count(std::size_t position) {
    const auto undone_by = reverts_.undone_by(position);
    const Meaning& meaning = meanings_[position];
    const bool cancels = !undone_by && reverts_.apply(position);
    if (!messages_[position].counts) return;
    Judgement found;
    if (undone_by) {
      found.rule = "taken out by " + short_id(messages_[*undone_by].id);
    } else if (meaning.undoes && cancels) {
      found.rule = "takes an unreleased commit out";
    } else {
      found = heaviest(position);
    }
    if (!undone_by && meaning.wished) {
      if (!result_.wished) result_.wished = meaning.wished;
      found.rule += ", Release-As " + *meaning.wished;
    }
    result_.commits.push_back(
        {messages_[position].id, meaning.subject, found.level, std::move(found.rule)});
  }

  Judgement heaviest(std::size_t position) {
    Judgement best{std::nullopt, "a merge: its commits count themselves"};
    bool is_first = true;
    for (const Change& change : meanings_[position].changes) {
      Judgement found = judged(change);
      consider(change, found, position);
      if (is_first || weight(found.level) > weight(best.level)) best = std::move(found);
      is_first = false;
    }
    return best;
  }

  Judgement judged(const Change& change) const {
    Judgement found = judge(change, rules_);
    if (on_zero_ && found.level == Level::major && rules_.zero != Level::major) {
      found = {rules_.zero, found.rule + " on 0.x"};
    }
    if (change.listed) found.rule += ", in the body: " + shown(change);
    return found;
  }

  void consider(const Change& change, const Judgement& found, std::size_t position) {
    if (weight(found.level) <= weight(result_.level)) return;
    result_.level = found.level;
    result_.id = messages_[position].id;
    result_.reason = shown(change);
  }

  const std::vector<CommitMessage>& messages_;
  const CommitRules& rules_;
  bool on_zero_;
  std::vector<Meaning> meanings_;
  Reverts reverts_;
  AutoLevel result_;
};

}  // namespace

AutoLevel level_for(const std::vector<CommitMessage>& messages, const CommitRules& rules,
                    const Version& current) {
  const bool any_counts =
      std::any_of(messages.begin(), messages.end(), [](const auto& each) { return each.counts; });
  // A service among many: most commits are none of its own, and need not be read.
  if (!any_counts) return {};
  return Count(messages, rules, current).run();
}

}  // namespace relctl::semver
