// SPDX-License-Identifier: MIT
#include "commands/promote_options.hpp"

#include <algorithm>
#include <map>
#include <memory>

#include "base/error.hpp"
#include "deploy/promote.hpp"
#include "deploy/rollback.hpp"
#include "operation/session.hpp"

namespace relctl::commands {
namespace {

void add_branch(cli::Command& command, operation::EnvironmentTarget& target) {
  command.option("--branch", "NAME", &target.branch,
                 "The branch that has the environment (default: the remote's default branch)");
}

bool has_images_policy(const config::Config& config, const std::vector<std::string>& environments) {
  return std::any_of(environments.begin(), environments.end(), [&](const std::string& name) {
    return config::environment(config, name).images_policy.has_value();
  });
}

}  // namespace

void add_promote_options(cli::Command& command, PromoteOptions& options) {
  command
      .argument("environment", "ENV", &options.target.environments,
                "Where to: one or more environments of relctl.yaml")
      .required();
  command.option("--service", "NAME", &options.request.services,
                 "Promote this service alone (may be repeated)");
  command.option("--to", "VERSION", &options.request.version,
                 "Promote this release instead of what the environment before runs");
  add_digests(command, options.digests);
  command.flag("--allow-downgrade", &options.request.allow_downgrade,
               "Write an older version than the one that runs (rollback also holds it)");
  add_removal(command, options.request.removable);
  command.flag("--drop-override", &options.request.drop_override,
               "Undo what people edited by hand in a rendered environment");
  command.option("--manifests", "REV", &options.manifests,
                 "Render a rendered environment from this commit, whoever vouches for it");
  add_branch(command, options.target);
  options.target.from_predecessors = true;
}

operation::EnvironmentPlanner promote_planner(const PromoteOptions& options,
                                              operation::Checks checks, cli::Context& context) {
  plan::PromoteRequest request = options.request;
  request.digests = parse_digests(options.digests);
  if (options.manifests)
    request.manifests = operation::open_repository(context).resolve_commit(*options.manifests);
  const auto seen = std::make_shared<std::map<std::string, std::vector<plan::Seen>>>();
  return [request, seen, checks, &context](
             const config::Config& config, const plan::Snapshot& snapshot,
             const plan::Operation& operation, const std::vector<std::string>& environments) {
    plan::PromoteRequest own = request;
    own.operation = operation;
    own.environments = environments;
    const auto before = seen->find(operation.id);
    if (before != seen->end()) own.seen = before->second;
    const operation::DigestPlanner planner = [&](const std::vector<plan::DigestArgument>& found) {
      return deploy::promote(config, snapshot, plan::with_digests(own, found));
    };
    plan::Result result =
        operation::checked_plan(config, snapshot, operation, checks, planner, context);
    const bool asks_nobody = checks != operation::Checks::all && !result.plans.empty();
    if (asks_nobody && has_images_policy(config, environments)) {
      result.notes.emplace_back(
          "not asked: the registry; images_policy is applied when it is done");
    }
    seen->emplace(operation.id, deploy::seen_in(result));
    return result;
  };
}

void add_rollback_options(cli::Command& command, RollbackOptions& options) {
  command
      .argument("environment", "ENV", &options.request.environment, "An environment of relctl.yaml")
      .required();
  command.option("--service", "NAME", &options.request.services,
                 "Roll this service back (may be repeated)");
  command.flag("--all", &options.all, "Roll every service back");
  command.exclusive.push_back({"--service", "--all"});
  command.flag("--manifests", &options.request.manifests,
               "Of a rendered environment, the manifests alone; the images stay");
  add_removal(command, options.request.removable);
  command.option("--to", "VERSION", &options.request.version,
                 "This version instead of the one before");
  command.option("--reason", "TEXT", &options.request.reason, "Why, for the hold");
  command.option("--until", "DATE", &options.request.until, "The last day of the hold, in UTC");
  add_branch(command, options.target);
}

operation::EnvironmentPlanner rollback_planner(const RollbackOptions& options) {
  const plan::RollbackRequest& request = options.request;
  if (request.services.empty() && !options.all && !request.manifests) {
    throw Error(ErrorKind::usage, "what is to be rolled back?")
        .hint("name services with --service NAME, or say --all");
  }
  return [request](const config::Config& config, const plan::Snapshot& snapshot,
                   const plan::Operation& operation,
                   const std::vector<std::string>& /*environments*/) {
    plan::RollbackRequest own = request;
    own.operation = operation;
    return deploy::rollback(config, snapshot, own);
  };
}

}  // namespace relctl::commands
