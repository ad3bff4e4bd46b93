// SPDX-License-Identifier: MIT
#include <algorithm>
#include <memory>

#include "cli/command.hpp"
#include "commands/operation_options.hpp"
#include "commands/promote_options.hpp"
#include "operation/session.hpp"

namespace relctl::commands {
namespace {

/// A promotion is reviewed when it is asked to be, or published to an environment with
/// `review: true`.
bool is_reviewed(const PromoteOptions& options, const cli::Context& context) {
  if (options.target.dry_run) return false;
  if (options.review || options.replace) return true;
  if (!options.target.push) return false;
  const git::Repository repository = operation::open_repository(context);
  const config::Config config = operation::checked_out_config(repository, context);
  const auto& names = options.target.environments;
  return std::any_of(names.begin(), names.end(), [&](const std::string& name) {
    return config::environment(config, name).review;
  });
}

int run_promote(PromoteOptions options, cli::Context& context) {
  options.target.passed = passed_checks(options.overrides);
  begin_wait(options.wait, context);
  const auto checks =
      options.target.dry_run ? operation::Checks::manifests : operation::Checks::all;
  const operation::EnvironmentPlanner planner = promote_planner(options, checks, context);
  if (is_reviewed(options, context)) {
    return operation::review_environment_operation(options.target, options.replace, planner,
                                                   context);
  }
  return operation::run_environment_operation(options.target, options.once, planner, context);
}

}  // namespace

void declare_promote(cli::Command& command) {
  auto options = std::make_shared<PromoteOptions>();
  command.help = {
      "Each service gets the version, the digests and the carried configuration of the\n"
      "environment before; in a first environment, its highest release. One commit.",
      "relctl promote staging --push                     what dev runs\n"
      "relctl promote dev --to 1.4.0 --digest sha256:… --push\n"
      "relctl promote production --service api --push    one service alone\n"
      "relctl promote production --review                through a pull request",
      "0  promoted, nothing to do, or superseded by something newer there\n"
      "3  relctl.yaml or a manifest is wrong\n"
      "4  a named service is held or absent, holds let nothing of what waits through, the version\n"
      "   does not exist, an environment would be skipped, an image is not what images_policy "
      "asks\n"
      "   for, or manifests bring what checks forbid\n"
      "5  git or the remote refuses\n"
      "6  the remote kept moving or did not answer in time; run it again"};
  add_promote_options(command, *options);
  command.flag("--push", &options->target.push, "Publish the commit");
  command.flag("--review", &options->review,
               "Open a pull request instead (the rule where relctl.yaml says review: true)");
  command.flag("--replace", &options->replace,
               "Close a request that is approved already, and open another one");
  add_overrides(command, options->overrides);
  add_wait(command, options->wait);
  command.option("--once", "KEY", &options->once,
                 "Do nothing where a promotion with this key was done");
  add_no_verify(command, options->target.no_verify);
  command.flag("-n,--dry-run", &options->target.dry_run, "Tell what would be done, change nothing");
  command.run = [options](cli::Context& context) { return run_promote(*options, context); };
}

}  // namespace relctl::commands
