// SPDX-License-Identifier: MIT
#include "operation/deliver.hpp"

#include <utility>

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

namespace relctl::operation {
namespace {

git::Published preview(const git::Repository& repository, const std::optional<std::string>& branch,
                       const git::Planner& planner) {
  git::Published published;
  published.result = planner(git::local_snapshot(repository, branch));
  return published;
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
    published.objects = git::apply(repository, published.result.plans, operation);
    published.remote = redact(find_remote(repository, branch.value_or("")).value_or(""));
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
