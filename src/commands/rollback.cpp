// SPDX-License-Identifier: MIT
#include <memory>

#include "cli/command.hpp"
#include "commands/operation_options.hpp"
#include "commands/promote_options.hpp"
#include "operation/operation.hpp"

namespace relctl::commands {
namespace {

int run_rollback(RollbackOptions options, cli::Context& context) {
  options.target.environments = {options.request.environment};
  const auto key = operation::operation_key(options.once, context);
  return operation::run_environment_operation(options.target, key, rollback_planner(options),
                                              context);
}

}  // namespace

void declare_rollback(cli::Command& command) {
  auto options = std::make_shared<RollbackOptions>();
  command.help = {
      "Writes the version that ran before in this environment, by its own history, with its\n"
      "digests and carried configuration, and a hold that keeps promotions from undoing it.\n"
      "Versions that were rolled back from are passed over. Releases are not touched, and holds "
      "of\n"
      "people neither stop it nor go.",
      "relctl rollback production --service api --push\n"
      "relctl rollback production --all --reason \"login broken\" --push\n"
      "relctl rollback production --service api --to 1.2.0 --push",
      "0  rolled back, or done already\n"
      "2  neither --service nor --all\n"
      "4  a named service never ran another version there\n"
      "5  git or the remote refuses\n"
      "6  the remote kept moving or did not answer in time; run it again"};
  add_rollback_options(command, *options);
  command.flag("--push", &options->target.push, "Publish the commit");
  command.option("--once", "KEY", &options->once,
                 "Do nothing where a rollback with this key was done (default in CI: the run's "
                 "id)");
  add_no_verify(command, options->target.no_verify);
  command.flag("-n,--dry-run", &options->target.dry_run, "Tell what would be done, change nothing");
  command.run = [options](cli::Context& context) { return run_rollback(*options, context); };
}

}  // namespace relctl::commands
