// SPDX-License-Identifier: MIT
#include <memory>

#include "cli/command.hpp"
#include "commands/bump_options.hpp"
#include "commands/bump_steps.hpp"
#include "commands/operation_options.hpp"
#include "operation/deliver.hpp"
#include "operation/delivered.hpp"
#include "operation/deploy_release.hpp"
#include "operation/prepare.hpp"
#include "operation/session.hpp"

namespace relctl::commands {
namespace {

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
  const auto checks =
      request.deploy && !options.dry_run ? operation::Checks::all : operation::Checks::manifests;
  const git::Planner planner = release_planner(config, request, checks, context);
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
  return answer_published(repository, config, delivered, {}, context);
}

}  // namespace

void declare_bump(cli::Command& command) {
  auto options = std::make_shared<BumpOptions>();
  command.help = {
      "Writes the version into version files, changelog and image tags, and makes one commit and\n"
      "one annotated tag. With --push both are published at once, or neither.",
      "relctl bump minor --push              release the next minor version\n"
      "relctl bump auto --no-deploy --push   let the commits decide, deploy later\n"
      "relctl bump auto --review             through a pull request, kept up to date\n"
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
  command.flag(
      "--review", &options->review,
      "Keep a pull request of the release up to date instead, and release what was merged");
  command.option(
      "--once", "KEY", &options->once,
      "Do nothing where an operation with this key was done (default in CI: the run's id)");
  add_no_verify(command, options->no_verify);
  command.flag("-n,--dry-run", &options->dry_run, "Tell what would be done, change nothing");
  command.exclusive = {{"--push", "--review"}};
  command.run = [options](cli::Context& context) {
    const bool is_reviewed = options->review && !options->dry_run;
    return is_reviewed ? run_bump_review(*options, context) : run_bump(*options, context);
  };
}

}  // namespace relctl::commands
