// SPDX-License-Identifier: MIT
#include "deploy/hold.hpp"

#include <memory>

#include "cli/declare.hpp"
#include "operation/environment_operation.hpp"

namespace relctl::commands {
namespace {

using HoldPlan = plan::Result (*)(const config::Config&, const plan::Snapshot&,
                                  const plan::HoldRequest&);

struct HoldOptions {
  operation::EnvironmentTarget target;
  plan::HoldRequest request;
};

int run_hold(const HoldOptions& options, HoldPlan plan, cli::Context& context) {
  operation::EnvironmentTarget target = options.target;
  target.environments = {options.request.environment};
  const operation::EnvironmentPlanner planner =
      [&](const config::Config& config, const plan::Snapshot& snapshot,
          const plan::Operation& operation, const std::vector<std::string>& /*environments*/) {
        plan::HoldRequest request = options.request;
        request.operation = operation;
        return plan(config, snapshot, request);
      };
  return operation::run_environment_operation(target, std::nullopt, planner, context);
}

void add_common(CLI::App& app, const std::shared_ptr<HoldOptions>& options, HoldPlan plan,
                cli::Invocation& invocation) {
  app.add_option("environment", options->request.environment, "An environment of relctl.yaml")
      ->type_name("ENV")
      ->required();
  app.add_option("--service", options->request.services, "This service alone (may be repeated)")
      ->type_name("NAME")
      ->allow_extra_args(false);
  app.add_option("--branch", options->target.branch,
                 "The branch that has the environment (default: the remote's default branch)")
      ->type_name("NAME");
  app.add_flag("--push", options->target.push, "Publish the commit");
  app.add_flag("-n,--dry-run", options->target.dry_run, "Tell what would be done, change nothing");
  app.callback([options, plan, &invocation] {
    invocation.run = [options, plan](cli::Context& context) {
      return run_hold(*options, plan, context);
    };
  });
}

}  // namespace

void add_hold(CLI::App& app, cli::Invocation& invocation) {
  auto options = std::make_shared<HoldOptions>();
  CLI::App* command = cli::declare(
      app, {"hold", "Keep services at their version in an environment",
            "Promotions and releases then leave them alone there, and name the hold. Nothing is\n"
            "deployed, and releases go on. The holds lie in .relctl/holds/ENV.yaml.",
            "relctl hold production --reason \"freeze\" --until 2026-12-31 --push\n"
            "relctl hold staging --service api --push",
            "0  held\n"
            "5  git or the remote refuses\n"
            "6  the remote kept moving or did not answer in time; run it again"});
  command->add_option("--reason", options->request.reason, "Why, for those whom it stops")
      ->type_name("TEXT");
  command->add_option("--until", options->request.until, "The last day of the hold, in UTC")
      ->type_name("DATE");
  add_common(*command, options, deploy::hold, invocation);
}

void add_unhold(CLI::App& app, cli::Invocation& invocation) {
  auto options = std::make_shared<HoldOptions>();
  CLI::App* command =
      cli::declare(app, {"unhold", "Let services move again in an environment",
                         "Removes holds. Nothing is deployed: the next promotion is.",
                         "relctl unhold production --push\n"
                         "relctl unhold production --service api --push",
                         "0  no longer held\n"
                         "5  git or the remote refuses\n"
                         "6  the remote kept moving or did not answer in time; run it again"});
  add_common(*command, options, deploy::unhold, invocation);
}

}  // namespace relctl::commands
