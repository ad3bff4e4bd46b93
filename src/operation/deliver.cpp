// SPDX-License-Identifier: MIT
#include "operation/deliver.hpp"

#include <set>
#include <utility>

#include "base/error.hpp"
#include "base/redact.hpp"
#include "git/apply/apply.hpp"
#include "git/apply/recover.hpp"
#include "git/ci_branch.hpp"
#include "git/publish/snapshot.hpp"
#include "git/ref_name.hpp"
#include "git/run_record.hpp"
#include "operation/homes.hpp"
#include "operation/session.hpp"
#include "operation/wake.hpp"
#include "record/trailers.hpp"

namespace relctl::operation {
namespace {

git::Published preview(const git::Repository& repository, const std::optional<std::string>& branch,
                       const git::Planner& planner) {
  git::Published published;
  published.result = planner(git::local_snapshot(repository, branch));
  return published;
}

/// The tags that relctl made on the branch's commits which the remote had not when it was last
/// heard of: they are to be pushed with those of a release that is made now.
std::vector<std::string> waiting_tags(const git::Repository& repository,
                                      const plan::Snapshot& snapshot, const std::string& remote) {
  const auto heard = repository.ref("refs/remotes/" + remote + '/' + snapshot.branch);
  if (!heard || !snapshot.tip || *heard == *snapshot.tip) return {};
  const plan::History& history = *snapshot.history;
  std::set<ObjectId> commits;
  try {
    for (const plan::Commit& commit : history.log(*snapshot.tip, {*heard}))
      commits.insert(commit.id);
  } catch (const Error& error) {
    // The clone is too shallow to tell, and nothing hangs on it.
    if (error.kind() != ErrorKind::system) throw;
  }
  std::set<std::string> tags;
  for (const plan::Tag& tag : snapshot.tags) {
    if (!commits.contains(tag.commit)) continue;
    const auto message = history.tag_message(tag.object);
    if (message && !record::read_records(*message).empty()) tags.insert(tag.name);
  }
  return {tags.begin(), tags.end()};
}

git::Published carry_out_here(git::Repository& repository, const plan::Operation& operation,
                              const std::optional<std::string>& branch,
                              const git::Planner& planner) {
  const git::RunRecord record(repository.git_directory());
  std::vector<std::string> notes = git::recover(repository);
  plan::Snapshot snapshot = git::local_snapshot(repository, branch);
  // What is made here is bound as what is pushed; a preview may be looked at on any branch.
  if (repository.head_branch()) snapshot.default_branch = remote_default_branch(repository);
  git::Published published;
  published.result = planner(snapshot);
  published.notes.insert(published.notes.begin(), notes.begin(), notes.end());
  if (!published.result.plans.empty()) {
    const std::string remote = find_remote(repository, branch.value_or("")).value_or("");
    published.waiting_tags = waiting_tags(repository, snapshot, remote);
    published.objects = git::apply(repository, published.result.plans, operation);
    published.remote = redact(remote);
  }
  return published;
}

}  // namespace

std::optional<std::string> target_branch(const git::Repository& repository,
                                         const std::optional<std::string>& asked,
                                         const cli::Context& context) {
  if (asked) {
    git::check_branch_name(*asked);
    return asked;
  }
  if (auto branch = repository.head_branch()) return branch;
  return git::ci_branch(context.environment);
}

git::PublishOptions publish_options(const git::Repository& repository, const config::Config& config,
                                    const std::optional<std::string>& branch,
                                    cli::Context& context) {
  git::PublishOptions options;
  options.deadline = deadline(config, context);
  options.remote = remote_of(repository, branch.value_or(""));
  options.branch = branch;
  options.on_progress = progress(context);
  return options;
}

git::Published deliver(git::Repository& repository, const config::Config& config,
                       const plan::Operation& operation, const Delivery& delivery,
                       const git::Planner& planner, cli::Context& context) {
  const auto branch = target_branch(repository, delivery.branch, context);
  if (delivery.dry_run) return preview(repository, branch, planner);
  if (!delivery.push) return carry_out_here(repository, operation, branch, planner);
  return publish_and_wake(repository, config, operation,
                          publish_options(repository, config, branch, context), planner, context);
}

}  // namespace relctl::operation
