// SPDX-License-Identifier: MIT
#include "deploy/hold.hpp"

#include <memory>

#include "cli/command.hpp"
#include "commands/operation_options.hpp"
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

void add_common(cli::Command& command, const std::shared_ptr<HoldOptions>& options, HoldPlan plan) {
  command
      .argument("environment", "ENV", &options->request.environment,
                "An environment of relctl.yaml")
      .required();
  command.option("--service", "NAME", &options->request.services,
                 "This service alone, not every one (may be repeated)");
  command.option("--branch", "NAME", &options->target.branch,
                 "The branch that has the environment (default: the remote's default branch)");
  command.flag("--push", &options->target.push, "Publish the commit");
  add_no_verify(command, options->target.no_verify);
  command.flag("-n,--dry-run", &options->target.dry_run, "Tell what would be done, change nothing");
  command.run = [options, plan](cli::Context& context) {
    return run_hold(*options, plan, context);
  };
}

}  // namespace

void declare_hold(cli::Command& command) {
  auto options = std::make_shared<HoldOptions>();
  command.help = {
      "Promotions and releases then leave them alone there, and name the hold. Without --service\n"
      "the environment is frozen, for services that come later too. Each hold has an id, and\n"
      "others that lie there stay. Nothing is deployed, and releases go on. The holds lie in\n"
      ".relctl/holds/ENV.yaml.",
      "relctl hold production --reason \"freeze\" --until 2026-12-31 --push\n"
      "relctl hold staging --service api --push",
      "0  held\n"
      "5  git or the remote refuses\n"
      "6  the remote kept moving or did not answer in time; run it again"};
  command.option("--reason", "TEXT", &options->request.reason, "Why, for those whom it stops");
  command.option("--until", "DATE", &options->request.until, "The last day of the hold, in UTC");
  add_common(command, options, deploy::hold);
}

void declare_unhold(cli::Command& command) {
  auto options = std::make_shared<HoldOptions>();
  command.help = {
      "Lifts one hold: the freeze, or the only one there is; with --service that of the service;\n"
      "with --id the one that `relctl status` names so. --all lifts every one. Nothing is\n"
      "deployed: the next promotion is.",
      "relctl unhold production --push\n"
      "relctl unhold production --service api --push\n"
      "relctl unhold production --all --push",
      "0  no longer held\n"
      "4  several holds could be meant, or none has the id, or a freeze holds the service\n"
      "5  git or the remote refuses\n"
      "6  the remote kept moving or did not answer in time; run it again"};
  command.option("--id", "ID", &options->request.id, "The hold with this id");
  command.flag("--all", &options->request.all, "Every hold (with --service: every one of it)");
  add_common(command, options, deploy::unhold);
}

}  // namespace relctl::commands
