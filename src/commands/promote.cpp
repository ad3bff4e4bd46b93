// SPDX-License-Identifier: MIT
#include <memory>

#include "commands/declare.hpp"
#include "commands/promote_options.hpp"

namespace relctl::commands {

void add_promote(CLI::App& app, Invocation& invocation) {
  auto options = std::make_shared<PromoteOptions>();
  CLI::App* command = declare(
      app, {"promote", "Give environments the versions that run before them",
            "Each service gets the version, the digests and the carried configuration of the\n"
            "environment before; in a first environment, its highest release. One commit.",
            "relctl promote staging --push                     what dev runs\n"
            "relctl promote dev --to 1.4.0 --digest sha256:… --push\n"
            "relctl promote production --service api --push    one service alone",
            "0  promoted, nothing to do, or superseded by something newer there\n"
            "3  relctl.yaml or a manifest is wrong\n"
            "4  a named service is held or absent, the version does not exist, or an environment "
            "would be skipped\n"
            "5  git or the remote refuses\n"
            "6  the remote kept moving or did not answer in time; run it again"});
  add_promote_options(*command, *options);
  command->add_flag("--push", options->target.push, "Publish the commit");
  command
      ->add_option("--once", options->once, "Do nothing where a promotion with this key was done")
      ->type_name("KEY");
  command->add_flag("-n,--dry-run", options->target.dry_run,
                    "Tell what would be done, change nothing");
  command->callback([options, &invocation] {
    invocation.run = [options](Context& context) {
      return run_environment_operation(options->target, options->once, promote_planner(*options),
                                       context);
    };
  });
}

}  // namespace relctl::commands
