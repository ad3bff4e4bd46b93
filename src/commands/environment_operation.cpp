// SPDX-License-Identifier: MIT
#include "commands/environment_operation.hpp"

#include <fmt/format.h>

#include "base/error.hpp"
#include "commands/deliver.hpp"
#include "commands/operation.hpp"
#include "commands/review.hpp"
#include "commands/session.hpp"
#include "commands/wake.hpp"
#include "git/program.hpp"
#include "plan/place.hpp"

namespace relctl::commands {
namespace {

/// Reads the configuration anew on each tip that is planned on.
git::Planner planner_of(const git::Repository& repository, const EnvironmentPlanner& planner,
                        const plan::Operation& operation, Context& context) {
  return [&](const plan::Snapshot& snapshot) {
    return planner(config_of(repository, snapshot, context), snapshot, operation);
  };
}

/// Published, an operation goes to the remote's default branch, whatever is checked out here.
std::optional<std::string> branch_of(const git::Repository& repository,
                                     const EnvironmentTarget& target, bool at_remote) {
  if (target.branch || at_remote) return target.branch;
  return local_default_branch(repository);
}

}  // namespace

int run_environment_operation(const EnvironmentTarget& target,
                              const std::optional<std::string>& key,
                              const EnvironmentPlanner& planner, Context& context) {
  git::Repository repository = open_repository(context);
  const config::Config config = load_config(repository, require_head(repository), context);
  plan::Operation operation = new_operation(repository, config, context);
  if (key && !key->empty()) operation.key = key;
  const auto branch = branch_of(repository, target, target.push && !target.dry_run);
  const git::Planner plan = planner_of(repository, planner, operation, context);
  const git::Published published =
      target.push && !target.dry_run
          ? publish_and_wake(repository, config, operation,
                             publish_options(repository, config, branch, context), plan, context)
          : deliver(repository, config, operation, {branch, false, target.dry_run}, plan, context);
  return answer(published, config, target.dry_run, context);
}

int review_environment_operation(const EnvironmentTarget& target, bool replace,
                                 const EnvironmentPlanner& planner, Context& context) {
  const git::Repository repository = open_repository(context);
  const config::Config config = load_config(repository, require_head(repository), context);
  const plan::Operation operation = new_operation(repository, config, context);
  return run_review(
      repository, config, operation, publish_options(repository, config, target.branch, context),
      planner_of(repository, planner, operation, context), {target.environments, replace}, context);
}

int preview_environment_operation(const EnvironmentTarget& target, const DiffOptions& options,
                                  const EnvironmentPlanner& planner, Context& context) {
  const git::Repository repository = open_repository(context);
  const config::Config config = load_config(repository, require_head(repository), context);
  const plan::Operation operation = preview_operation(context);
  const auto branch = branch_of(repository, target, options.fetch);
  return print_preview(repository, config, operation, branch,
                       planner_of(repository, planner, operation, context), options, context);
}

config::Config config_of(const git::Repository& repository, const plan::Snapshot& snapshot,
                         const Context& context) {
  return load_config(repository, plan::tip_of(plan::origin_of(snapshot)), context);
}

std::optional<std::string> local_default_branch(const git::Repository& repository) {
  const auto checked_out = repository.head_branch();
  const process::Output remotes = git::run_git(
      repository, {"for-each-ref", "--format=%(symref:lstrip=3)", "refs/remotes/*/HEAD"});
  const std::string name = remotes.out.substr(0, remotes.out.find('\n'));
  if (name.empty() || !repository.ref("refs/heads/" + name)) return checked_out;
  return name;
}

}  // namespace relctl::commands
