// SPDX-License-Identifier: MIT
#include "git/publish/snapshot.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "git/ref_name.hpp"
#include "plan/ref_names.hpp"

namespace relctl::git {
namespace {

Error no_commit() {
  return Error(ErrorKind::input, "there is no commit to work on: nothing is checked out")
      .hint("make a first commit, or check a branch out");
}

/// What is checked out, without local releases that were not published.
ObjectId source_of(const Repository& repository, const RemoteView& view,
                   const std::optional<Unpublished>& unpublished) {
  const auto head = repository.head();
  if (head && unpublished && unpublished->contains(*head)) return unpublished->base;
  if (head) return *head;
  if (view.tip) return *view.tip;
  throw no_commit();
}

std::vector<plan::Tag> local_tags(const RemoteView& view,
                                  const std::optional<Unpublished>& unpublished) {
  std::vector<plan::Tag> tags = view.local_tags;
  if (!unpublished) return tags;
  const auto replaced = [&](const plan::Tag& tag) { return unpublished->contains(tag.commit); };
  tags.erase(std::remove_if(tags.begin(), tags.end(), replaced), tags.end());
  return tags;
}

plan::Snapshot remote_snapshot(const Repository& repository, const RemoteView& view,
                               const std::optional<Unpublished>& unpublished) {
  plan::Snapshot snapshot;
  snapshot.history = repository.history();
  snapshot.source = source_of(repository, view, unpublished);
  snapshot.branch = view.branch;
  snapshot.default_branch = view.refs.default_branch;
  snapshot.tip = view.tip;
  snapshot.tags = united_tags(local_tags(view, unpublished), view.refs.tags);
  snapshot.fetched = true;
  for (const auto& [name, tip] : view.refs.branches) {
    if (repository.has_object(tip)) snapshot.branches[name] = tip;
  }
  return snapshot;
}

}  // namespace

plan::Lack lack_of(const Repository& repository) {
  if (repository.is_shallow()) return plan::Lack::history;
  const auto remotes = repository.remotes();
  const bool without_tags = std::any_of(remotes.begin(), remotes.end(), [&](const auto& remote) {
    return repository.config("remote." + remote + ".tagopt") == "--no-tags";
  });
  return without_tags ? plan::Lack::tags : plan::Lack::nothing;
}

plan::Snapshot local_snapshot(const Repository& repository,
                              const std::optional<std::string>& branch) {
  if (branch) check_branch_name(*branch);
  const auto head = repository.head();
  if (!head) throw no_commit();
  plan::Snapshot snapshot;
  snapshot.history = repository.history();
  snapshot.source = *head;
  snapshot.branch = branch ? *branch : repository.head_branch().value_or("");
  if (!snapshot.branch.empty()) snapshot.tip = repository.ref(plan::branch_ref(snapshot.branch));
  if (!snapshot.tip && !repository.head_branch()) snapshot.tip = head;
  snapshot.tags = repository.tags();
  snapshot.lack = lack_of(repository);
  return snapshot;
}

Planned plan_on(const Repository& repository, const RemoteView& view, const Planner& planner) {
  Planned planned;
  planned.unpublished = find_unpublished(repository, view);
  const plan::Snapshot snapshot = remote_snapshot(repository, view, planned.unpublished);
  planned.result = planner(snapshot);
  if (planned.unpublished) {
    check_replaced(*snapshot.history, *planned.unpublished, planned.result, view);
  }
  return planned;
}

plan::Snapshot remote_alone(const Repository& repository, const RemoteView& view) {
  plan::Snapshot snapshot = remote_snapshot(repository, view, std::nullopt);
  if (view.tip) snapshot.source = *view.tip;
  snapshot.tags.clear();
  std::copy_if(view.refs.tags.begin(), view.refs.tags.end(), std::back_inserter(snapshot.tags),
               [&](const plan::Tag& tag) { return repository.has_object(tag.object); });
  return snapshot;
}

std::vector<std::string> asked_branches(const Repository& repository, const RemoteView& view) {
  std::vector<std::string> branches;
  if (view.tip) branches.push_back(view.branch);
  const auto head = repository.head_branch();
  if (head && *head != view.branch && view.refs.branch(*head)) branches.push_back(*head);
  return branches;
}

}  // namespace relctl::git
