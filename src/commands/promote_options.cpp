// SPDX-License-Identifier: MIT
#include "commands/promote_options.hpp"

#include <algorithm>
#include <memory>

#include "base/error.hpp"
#include "commands/bump_options.hpp"
#include "deploy/promote.hpp"
#include "deploy/rollback.hpp"
#include "operation/session.hpp"

namespace relctl::commands {
namespace {

void add_branch(cli::Command& command, operation::EnvironmentTarget& target) {
  command.option("--branch", "NAME", &target.branch,
                 "The branch that has the environment (default: the remote's default branch)");
}

}  // namespace

void add_promote_options(cli::Command& command, PromoteOptions& options) {
  command
      .argument("environment", "ENV", &options.target.environments,
                "Where to: one or more environments of relctl.yaml")
      .required();
  command.option("--service", "NAME", &options.services,
                 "Promote this service alone (may be repeated)");
  command.option("--to", "VERSION", &options.version,
                 "Promote this release instead of what the environment before runs");
  command.option("--digest", "[IMAGE=]sha256:HEX", &options.digests,
                 "The digest of an image, written beside its tag (may be repeated)");
  command.flag("--allow-downgrade", &options.allow_downgrade,
               "Write an older version than the one that runs (rollback also holds it)");
  add_removal(command, options.removable);
  command.flag("--drop-override", &options.drop_override,
               "Undo what people edited by hand in a rendered environment");
  command.option("--manifests", "REV", &options.manifests,
                 "Render a rendered environment from this commit, whoever vouches for it");
  add_branch(command, options.target);
  options.target.from_predecessors = true;
}

operation::EnvironmentPlanner promote_planner(const PromoteOptions& options,
                                              const operation::ImageCheck& check,
                                              const cli::Context& context) {
  plan::PromoteRequest request;
  request.services = options.services;
  request.version = options.version;
  request.allow_downgrade = options.allow_downgrade;
  request.removable = options.removable;
  request.drop_override = options.drop_override;
  if (options.manifests)
    request.manifests = operation::open_repository(context).resolve_commit(*options.manifests);
  for (const std::string& text : options.digests) {
    request.digests.push_back(parse_digest_argument(text));
  }
  const auto seen = std::make_shared<std::map<std::string, std::vector<plan::Seen>>>();
  return [request, seen, check](const config::Config& config, const plan::Snapshot& snapshot,
                                const plan::Operation& operation,
                                const std::vector<std::string>& environments) {
    plan::PromoteRequest own = request;
    own.operation = operation;
    own.environments = environments;
    const auto before = seen->find(operation.id);
    if (before != seen->end()) own.seen = before->second;
    const operation::DigestPlanner planner = [&](const std::vector<plan::DigestArgument>& digests) {
      plan::PromoteRequest with = own;
      with.digests.insert(with.digests.end(), digests.begin(), digests.end());
      return deploy::promote(config, snapshot, with);
    };
    plan::Result result = check ? check(config, snapshot, planner) : planner({});
    const bool has_policy =
        std::any_of(environments.begin(), environments.end(), [&](const std::string& name) {
          return config::environment(config, name).images_policy.has_value();
        });
    if (!check && has_policy && !result.plans.empty()) {
      result.notes.emplace_back(
          "not asked: the registry; images_policy is applied when it is done");
    }
    seen->emplace(operation.id, deploy::seen_in(result));
    return result;
  };
}

void add_rollback_options(cli::Command& command, RollbackOptions& options) {
  command.argument("environment", "ENV", &options.environment, "An environment of relctl.yaml")
      .required();
  command.option("--service", "NAME", &options.services,
                 "Roll this service back (may be repeated)");
  command.flag("--all", &options.all, "Roll every service back");
  command.exclusive.push_back({"--service", "--all"});
  command.flag("--manifests", &options.manifests,
               "Of a rendered environment, the manifests alone; the images stay");
  add_removal(command, options.removable);
  command.option("--to", "VERSION", &options.version, "This version instead of the one before");
  command.option("--reason", "TEXT", &options.reason, "Why, for the hold");
  command.option("--until", "DATE", &options.until, "The last day of the hold, in UTC");
  add_branch(command, options.target);
}

operation::EnvironmentPlanner rollback_planner(const RollbackOptions& options) {
  if (options.services.empty() && !options.all && !options.manifests) {
    throw Error(ErrorKind::usage, "what is to be rolled back?")
        .hint("name services with --service NAME, or say --all");
  }
  plan::RollbackRequest request;
  request.environment = options.environment;
  request.services = options.services;
  request.version = options.version;
  request.reason = options.reason;
  request.until = options.until;
  request.manifests = options.manifests;
  request.removable = options.removable;
  return [request](const config::Config& config, const plan::Snapshot& snapshot,
                   const plan::Operation& operation,
                   const std::vector<std::string>& /*environments*/) {
    plan::RollbackRequest own = request;
    own.operation = operation;
    return deploy::rollback(config, snapshot, own);
  };
}

}  // namespace relctl::commands
