// SPDX-License-Identifier: MIT
#include "release/bump.hpp"

#include <memory>

#include <nlohmann/json.hpp>

#include "cli/command.hpp"
#include "commands/bump_options.hpp"
#include "commands/commit_options.hpp"
#include "commands/wait_option.hpp"
#include "operation/announce.hpp"
#include "operation/deliver.hpp"
#include "operation/delivered.hpp"
#include "operation/deploy_release.hpp"
#include "operation/image_check.hpp"
#include "operation/manifest_check.hpp"
#include "operation/operation.hpp"
#include "operation/prepare.hpp"
#include "operation/session.hpp"

namespace relctl::commands {
namespace {

/// Plans a release, and holds it to what images and manifests must be. `config`, `request` and
/// `context` must outlive it.
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
    operation::require_checked_manifests(config, snapshot, operation, operation::today(context),
                                         result);
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

/// Prints the answer on a release that is published, and does what follows it: what follows may
/// take long, or fail, and JSON is one object.
int answer_published(const git::Repository& repository, const config::Config& config,
                     const std::vector<operation::Delivered>& delivered, cli::Context& context) {
  const git::Published& release = delivered.front().published;
  auto more = nlohmann::ordered_json::object();
  if (!context.globals.json) operation::answer_release(delivered, config, more, context);
  const int code = plan::exit_code(release.result);
  const operation::FollowUp followed =
      code == 0 ? operation::follow_up(repository, config, release, context)
                : operation::FollowUp{code, {}};
  if (context.globals.json) {
    for (const operation::AnnouncedRelease& each : followed.done)
      more["announced"].push_back(operation::announced_json(each));
    operation::answer_release(delivered, config, more, context);
  }
  return followed.code;
}

int run_bump(const BumpOptions& options, cli::Context& context) {
  begin_wait(options.wait, context);
  git::Repository repository = operation::open_repository(context);
  const config::Config config = operation::checked_out_config(repository, context);
  const plan::Operation operation = bump_operation(options, repository, config, context);
  plan::BumpRequest request = bump_request(options, operation);
  request.deploys_elsewhere = options.push && !options.dry_run;
  operation::Preparer preparer(
      options.push ? std::optional(operation::deadline(config, context)) : std::nullopt, context);
  if (!options.dry_run) request.prepare = preparer.as_function();
  const bool asks_registries = request.deploy && !options.dry_run;
  const git::Planner planner = release_planner(config, request, asks_registries, context);
  const operation::Delivery delivery{options.branch, options.push, options.dry_run};
  const git::Published release =
      operation::deliver(repository, config, operation, delivery, planner, context);
  if (!options.push || options.dry_run)
    return operation::answer({{release, {}, {}}}, config, options.dry_run, context);
  std::vector<operation::Delivered> delivered{{release, {}, {}}};
  if (request.deploy) {
    const auto branch = operation::target_branch(repository, options.branch, context);
    delivered = operation::deploy_release(repository, config, branch, release, request, context);
  }
  return answer_published(repository, config, delivered, context);
}

}  // namespace

void declare_bump(cli::Command& command) {
  auto options = std::make_shared<BumpOptions>();
  command.help = {
      "Writes the version into version files, changelog and image tags, and makes one commit and\n"
      "one annotated tag. With --push both are published at once, or neither.",
      "relctl bump minor --push              release the next minor version\n"
      "relctl bump auto --no-deploy --push   let the commits decide, deploy later\n"
      "relctl bump 2.0.0-rc.1                set a version, locally",
      "0  released, nothing to release, or superseded by something newer\n"
      "3  relctl.yaml, a version file or a manifest is wrong\n"
      "4  the version exists, a planned file has local changes, or a named service was not "
      "released\n"
      "5  git or the remote refuses\n"
      "6  the remote kept moving or did not answer in time; run it again"};
  add_selection(command, *options);
  add_delivery(command, *options);
  add_overrides(command, options->overrides);
  add_wait(command, options->wait);
  command.flag("--push", &options->push, "Publish the branch and the tags in one atomic push");
  command.option(
      "--once", "KEY", &options->once,
      "Do nothing where an operation with this key was done (default in CI: the run's id)");
  add_no_verify(command, options->no_verify);
  command.flag("-n,--dry-run", &options->dry_run, "Tell what would be done, change nothing");
  command.run = [options](cli::Context& context) { return run_bump(*options, context); };
}

}  // namespace relctl::commands
