// SPDX-License-Identifier: MIT
#include "commands/bump_steps.hpp"

#include <nlohmann/json.hpp>

#include "commands/passed_checks.hpp"
#include "operation/announce.hpp"
#include "operation/image_check.hpp"
#include "operation/manifest_check.hpp"
#include "operation/operation.hpp"
#include "release/bump.hpp"

namespace relctl::commands {

git::Planner release_planner(const config::Config& config, const plan::BumpRequest& request,
                             bool asks_registries, cli::Context& context) {
  return [&config, &request, asks_registries, &context](const plan::Snapshot& snapshot) {
    const operation::DigestPlanner plan_with =
        [&](const std::vector<plan::DigestArgument>& digests) {
          plan::BumpRequest with = request;
          with.digests.insert(with.digests.end(), digests.begin(), digests.end());
          return release::bump(config, snapshot, with);
        };
    const plan::Operation& operation = request.operation;
    plan::Result result =
        asks_registries
            ? operation::with_checked_images(config, snapshot, operation.passed, plan_with, context)
            : plan_with({});
    operation::require_checked_manifests(config, snapshot, operation, context, result);
    return result;
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
