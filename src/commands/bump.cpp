// SPDX-License-Identifier: MIT
#include "release/bump.hpp"

#include <memory>

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
#include "operation/session.hpp"

namespace relctl::commands {
namespace {

int run_bump(const BumpOptions& options, cli::Context& context) {
  begin_wait(options.wait, context);
  git::Repository repository = operation::open_repository(context);
  const config::Config config = operation::checked_out_config(repository, context);
  plan::Operation operation = operation::new_operation(repository, config, context);
  operation.key = operation::operation_key(options.once, context);
  operation.passed = passed_checks(options.overrides);
  operation.runs_hooks = !options.no_verify;
  plan::BumpRequest request = bump_request(options, operation);
  request.deploys_elsewhere = options.push && !options.dry_run;
  const git::Planner planner = [&](const plan::Snapshot& snapshot) {
    const operation::DigestPlanner plan_with =
        [&](const std::vector<plan::DigestArgument>& digests) {
          plan::BumpRequest with = request;
          with.digests.insert(with.digests.end(), digests.begin(), digests.end());
          return release::bump(config, snapshot, with);
        };
    const bool asks = request.deploy && !options.dry_run;
    plan::Result result = asks ? operation::with_checked_images(config, snapshot, operation.passed,
                                                                plan_with, context)
                               : plan_with({});
    operation::require_checked_manifests(config, snapshot, operation, operation::today(context),
                                         result);
    return result;
  };
  const operation::Delivery delivery{options.branch, options.push, options.dry_run};
  const git::Published release =
      operation::deliver(repository, config, operation, delivery, planner, context);
  if (!request.deploys_elsewhere || !request.deploy) {
    const int code = operation::answer(release, config, options.dry_run, context);
    const bool announces = options.push && !options.dry_run && code == 0;
    return announces ? operation::announce_published(repository, config, release, context) : code;
  }
  const auto branch = operation::target_branch(repository, options.branch, context);
  const int code = operation::answer_release(
      operation::deploy_release(repository, config, branch, release, request, context), config,
      context);
  return code == 0 ? operation::announce_published(repository, config, release, context) : code;
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
