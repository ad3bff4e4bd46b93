// SPDX-License-Identifier: MIT
#include "release/automatic.hpp"

#include <algorithm>
#include <unordered_set>

#include "record/trailers.hpp"
#include "release/changes.hpp"
#include "release/source_files.hpp"
#include "semver/commit_message.hpp"
#include "tree/changed_paths.hpp"

namespace relctl::release {
namespace {

/// Tells of each commit whether it counts for one service.
class Counting {
 public:
  Counting(const config::Config& config, const config::Service& service,
           const plan::History& history, const std::vector<plan::Commit>& commits, Changes& changes)
      : history_(history),
        is_alone_(config.services.size() == 1),
        source_(config, service, changes.written()) {
    for (const plan::Commit& commit : changes.commits(service, commits))
      changing_.insert(commit.id);
  }

  [[nodiscard]] bool counts(const plan::Commit& commit) const {
    if (changing_.count(commit.id) > 0) return true;
    if (commit.parents.size() < 2 && !is_alone_) return false;
    if (commit.parents.empty() || !record::read_records(commit.message).empty()) return false;
    const semver::Meaning meaning =
        semver::meaning_of(commit.message, {.joins = commit.parents.size() > 1});
    if (meaning.wished && is_alone_ && changes(commit).empty()) return true;
    return commit.parents.size() > 1 && !meaning.changes.empty() &&
           !meaning.changes.front().type.empty() && source_.contains_any(changes(commit));
  }

 private:
  [[nodiscard]] std::vector<std::string> changes(const plan::Commit& commit) const {
    return changed_paths(*history_.tree(commit.parents.front()), *history_.tree(commit.id));
  }

  const plan::History& history_;
  bool is_alone_;
  SourceFiles source_;
  std::unordered_set<ObjectId, ObjectIdHash> changing_;
};

semver::CommitMessage message_of(const plan::Commit& commit, bool counts) {
  semver::CommitMessage message{commit.id.hex(), commit.message, {}, counts};
  for (const ObjectId& parent : commit.parents)
    message.parents.push_back(parent.hex());
  return message;
}

}  // namespace

std::vector<semver::CommitMessage> messages_for(const config::Config& config,
                                                const config::Service& service,
                                                const plan::History& history,
                                                const std::vector<plan::Commit>& commits,
                                                Changes& changes) {
  const Counting counting(config, service, history, commits, changes);
  std::vector<semver::CommitMessage> messages;
  messages.reserve(commits.size());
  for (const plan::Commit& commit : commits)
    messages.push_back(message_of(commit, counting.counts(commit)));
  return messages;
}

semver::AutoLevel automatic_level(const config::Config& config, const config::Service& service,
                                  const plan::History& history, const CommitRange& range,
                                  const semver::Version& current, Changes& changes) {
  const auto messages =
      messages_for(config, service, history, history.log(range.source, range.hidden), changes);
  return semver::level_for(messages, config.release.auto_rules, current);
}

}  // namespace relctl::release
