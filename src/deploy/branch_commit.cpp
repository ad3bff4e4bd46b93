// SPDX-License-Identifier: MIT
#include "deploy/branch_commit.hpp"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "base/error.hpp"
#include "deploy/environment_commit.hpp"
#include "deploy/joined_tree.hpp"
#include "plan/place.hpp"

namespace relctl::deploy {
namespace {

/// The commits that the tags of what is promoted name.
std::vector<ObjectId> promoted_commits(const plan::Snapshot& snapshot,
                                       const std::vector<plan::ServiceOutcome>& outcomes) {
  const std::vector<plan::Tag>& tags = plan::origin_of(snapshot).tags;
  std::vector<ObjectId> commits;
  for (const plan::ServiceOutcome& outcome : outcomes) {
    if (outcome.status != plan::Status::done || !outcome.tag) continue;
    const auto tag = std::find_if(tags.begin(), tags.end(),
                                  [&](const plan::Tag& each) { return each.name == *outcome.tag; });
    if (tag != tags.end()) commits.push_back(tag->commit);
  }
  return commits;
}

/// The one of `commits` that has all others in its history.
ObjectId newest_of(const plan::History& history, const std::vector<ObjectId>& commits) {
  for (const ObjectId& candidate : commits) {
    if (std::all_of(commits.begin(), commits.end(),
                    [&](const ObjectId& each) { return history.reaches(candidate, each); })) {
      return candidate;
    }
  }
  throw Error(ErrorKind::conflict, "the promoted releases are on lines that never met")
      .hint("promote the services one after the other, with --service");
}

}  // namespace

plan::Plan branch_commit(const config::Config& config, const plan::Snapshot& snapshot,
                         const config::Environment& environment,
                         const std::shared_ptr<const plan::Draft>& written,
                         const std::vector<plan::ServiceOutcome>& outcomes,
                         const record::Record& record) {
  const plan::History& history = *snapshot.history;
  const std::vector<ObjectId> commits = promoted_commits(snapshot, outcomes);
  plan::Plan ordinary = environment_commit(config, snapshot, written->edits(), {record});
  if (commits.empty()) return ordinary;
  const ObjectId promoted = newest_of(history, commits);
  const ObjectId tip = plan::tip_of(snapshot);
  if (history.reaches(tip, promoted)) return ordinary;
  const auto tree =
      joined_tree(config, environment, {history, snapshot.branch, tip, promoted}, written);
  plan::Plan plan = std::move(ordinary);
  plan.parents = {tip, promoted};
  plan.base = promoted;
  plan.edits = tree->edits();
  return plan;
}

}  // namespace relctl::deploy
