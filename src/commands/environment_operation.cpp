// SPDX-License-Identifier: MIT
#include "commands/environment_operation.hpp"

#include "commands/deliver.hpp"
#include "commands/homes.hpp"
#include "commands/operation.hpp"
#include "commands/review.hpp"
#include "commands/session.hpp"
#include "commands/wake.hpp"
#include "plan/place.hpp"

namespace relctl::commands {
namespace {

/// Reads the configuration anew on each tip that is planned on.
git::Planner planner_of(const git::Repository& repository, const EnvironmentPlanner& planner,
                        const plan::Operation& operation, const Homes& homes, Context& context) {
  return [&](const plan::Snapshot& seen) {
    const plan::Snapshot snapshot = with_homes(repository, seen, homes);
    return planner(config_of(repository, snapshot, context), snapshot, operation);
  };
}

/// Published, an operation goes to the remote's default branch, whatever is checked out here, if
/// the environment has no branch of its own.
std::optional<std::string> branch_of(const EnvironmentTarget& target, const Homes& homes,
                                     bool at_remote) {
  if (target.branch) return target.branch;
  if (homes.own || at_remote) return homes.own;
  return homes.default_branch;
}

}  // namespace

int run_environment_operation(const EnvironmentTarget& target,
                              const std::optional<std::string>& key,
                              const EnvironmentPlanner& planner, Context& context) {
  git::Repository repository = open_repository(context);
  const config::Config config = load_config(repository, require_head(repository), context);
  plan::Operation operation = new_operation(repository, config, context);
  if (key && !key->empty()) operation.key = operation_key(key, context);
  const Homes homes = homes_of(repository, config, target.environments);
  const bool publishes = target.push && !target.dry_run;
  const auto branch = branch_of(target, homes, publishes);
  const git::Planner plan = planner_of(repository, planner, operation, homes, context);
  git::PublishOptions options;
  if (publishes) {
    options = publish_options(repository, config, branch, context);
    options.others = homes.all;
  }
  const git::Published published =
      publishes
          ? publish_and_wake(repository, config, operation, options, plan, context)
          : deliver(repository, config, operation, {branch, false, target.dry_run}, plan, context);
  return answer(published, config, target.dry_run, context);
}

int review_environment_operation(const EnvironmentTarget& target, bool replace,
                                 const EnvironmentPlanner& planner, Context& context) {
  const git::Repository repository = open_repository(context);
  const config::Config config = load_config(repository, require_head(repository), context);
  const plan::Operation operation = new_operation(repository, config, context);
  const Homes homes = homes_of(repository, config, target.environments);
  git::PublishOptions options =
      publish_options(repository, config, branch_of(target, homes, true), context);
  options.others = homes.all;
  return run_review(repository, config, operation, options,
                    planner_of(repository, planner, operation, homes, context),
                    {target.environments, replace}, context);
}

int preview_environment_operation(const EnvironmentTarget& target, const DiffOptions& options,
                                  const EnvironmentPlanner& planner, Context& context) {
  const git::Repository repository = open_repository(context);
  const config::Config config = load_config(repository, require_head(repository), context);
  const plan::Operation operation = preview_operation(context);
  const Homes homes = homes_of(repository, config, target.environments);
  return print_preview(repository, config, operation, branch_of(target, homes, options.fetch),
                       planner_of(repository, planner, operation, homes, context), options,
                       context);
}

config::Config config_of(const git::Repository& repository, const plan::Snapshot& snapshot,
                         const Context& context) {
  return load_config(repository, plan::tip_of(plan::origin_of(snapshot)), context);
}

}  // namespace relctl::commands
