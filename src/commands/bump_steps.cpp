// SPDX-License-Identifier: MIT
#include "commands/bump_steps.hpp"

#include <nlohmann/json.hpp>

#include "commands/operation_options.hpp"
#include "operation/announce.hpp"
#include "operation/operation.hpp"
#include "release/bump.hpp"

namespace relctl::commands {

git::Planner release_planner(const config::Config& config, const plan::BumpRequest& request,
                             operation::Checks checks, cli::Context& context) {
  return [&config, &request, checks, &context](const plan::Snapshot& snapshot) {
    const operation::DigestPlanner planner = [&](const std::vector<plan::DigestArgument>& found) {
      return release::bump(config, snapshot, plan::with_digests(request, found));
    };
    return operation::checked_plan(config, snapshot, request.operation, checks, planner, context);
  };
}

plan::Operation bump_operation(const BumpOptions& options, const git::Repository& repository,
                               const config::Config& config, const cli::Context& context) {
  plan::Operation operation = operation::new_operation(repository, config, context);
  operation.key = operation::operation_key(options.once, context);
  operation.passed = passed_checks(options.overrides);
  operation.runs_hooks = !options.no_verify;
  return operation;
}

// What follows may take long, or fail, and JSON is one object.
int answer_published(const git::Repository& repository, const config::Config& config,
                     const std::vector<operation::Delivered>& delivered, const Further& further,
                     cli::Context& context) {
  const git::Published& release = delivered.front().published;
  auto more = nlohmann::ordered_json::object();
  if (!context.globals.json) operation::answer_release(delivered, config, more, context);
  const int code = plan::exit_code(release.result);
  const operation::FollowUp followed =
      code == 0 ? operation::follow_up(repository, config, release, context)
                : operation::FollowUp{code, {}};
  if (further) further(more);
  if (context.globals.json) {
    for (const operation::AnnouncedRelease& each : followed.done)
      more["announced"].push_back(operation::announced_json(each));
    operation::answer_release(delivered, config, more, context);
  }
  return followed.code;
}

}  // namespace relctl::commands
