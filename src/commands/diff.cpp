// SPDX-License-Identifier: MIT
#include <algorithm>
#include <memory>
#include <ostream>

#include <fmt/format.h>

#include "base/error.hpp"
#include "cli/command.hpp"
#include "commands/bump_options.hpp"
#include "commands/generate_options.hpp"
#include "commands/promote_options.hpp"
#include "git/publish/snapshot.hpp"
#include "operation/deliver.hpp"
#include "operation/inspect.hpp"
#include "operation/prepare.hpp"
#include "operation/preview.hpp"
#include "operation/rendered.hpp"
#include "operation/session.hpp"
#include "release/bump.hpp"

namespace relctl::commands {
namespace {

/// `diff dev` means something: which of the two is not known.
plan::Result preview_bump(const config::Config& config, const plan::Snapshot& snapshot,
                          const plan::BumpRequest& request) {
  try {
    return release::bump(config, snapshot, request);
  } catch (Error& error) {
    const auto& all = config.environments;
    const bool is_environment = std::any_of(
        all.begin(), all.end(), [&](const auto& each) { return each.name == request.level; });
    if (error.kind() == ErrorKind::usage && is_environment) {
      error.hint(
          fmt::format("{0} is an environment: relctl diff promote {0}, or relctl diff {0} "
                      "OTHER, which compares two",
                      request.level));
    }
    throw;
  }
}

/// What runs the commands of release.prepare, where they may run: asked for, and as the branch that
/// releases are made from has them. What a branch under judgement brings does not run.
plan::Prepare preparation(operation::Preparer& preparer, const git::Repository& repository,
                          const config::Config& config, const BumpOptions& options, bool asked,
                          cli::Context& context) {
  if (!asked || config.release.prepare.empty()) return {};
  const auto trusted = operation::trusted_config(repository, options.branch, config, context);
  if (trusted && trusted->release.prepare == config.release.prepare) {
    return preparer.as_function();
  }
  context.err << "note: release.prepare "
              << (trusted ? "differs from that of the branch that releases are made from"
                          : "cannot be compared: the remote's branch is not here (--branch NAME)")
              << "; nothing of it runs\n";
  return {};
}

int run_diff_bump(const BumpOptions& options, const operation::DiffOptions& diff,
                  cli::Context& context) {
  const git::Repository repository = operation::open_repository(context);
  const config::Config config = operation::checked_out_config(repository, context);
  plan::BumpRequest request = bump_request(options, operation::preview_operation(context));
  operation::Preparer preparer({}, context);
  request.prepare = preparation(preparer, repository, config, options, diff.run, context);
  operation::Differences rendered;
  const git::Planner planner = [&](const plan::Snapshot& snapshot) {
    plan::Result result = preview_bump(config, snapshot, request);
    if (diff.rendered) rendered = operation::rendered_differences(config, snapshot, result);
    return result;
  };
  const auto branch = operation::target_branch(repository, options.branch, context);
  git::Published published;
  published.result =
      diff.fetch
          ? git::preview(repository,
                         operation::publish_options(repository, config, branch, context), planner)
          : planner(git::local_snapshot(repository, branch));
  return operation::print_preview({{std::move(published), {}, {}}}, config, diff, rendered,
                                  context);
}

void add_diff_options(cli::Command& command, operation::DiffOptions& options) {
  command.flag("--exit-code", &options.exit_code, "Exit with 1 when there are changes");
  command.flag("--fetch", &options.fetch,
               "Plan on the remote's tip instead of the local branch (needs the network)");
  command.flag("--rendered", &options.rendered,
               "Tell what environments would run otherwise, by what their paths build to");
}

void add_run(cli::Command& command, operation::DiffOptions& options) {
  command.flag("--run", &options.run,
               "Run the commands of release.prepare, and show what they make");
}

void add_bump_preview(cli::Command& parent, const std::shared_ptr<operation::DiffOptions>& diff) {
  auto options = std::make_shared<BumpOptions>();
  cli::Command& command = parent.subcommand("bump", "Preview a release",
                                            {"", "relctl diff bump 2.0.0", "As relctl diff"});
  add_diff_options(command, *diff);
  add_run(command, *diff);
  add_selection(command, *options);
  add_delivery(command, *options);
  command.run = [options, diff](cli::Context& context) {
    return run_diff_bump(*options, *diff, context);
  };
}

void add_promote_preview(cli::Command& parent,
                         const std::shared_ptr<operation::DiffOptions>& diff) {
  auto options = std::make_shared<PromoteOptions>();
  cli::Command& command = parent.subcommand("promote", "Preview a promotion",
                                            {"", "relctl diff promote staging", "As relctl diff"});
  add_diff_options(command, *diff);
  add_promote_options(command, *options);
  command.run = [options, diff](cli::Context& context) {
    return operation::preview_environment_operation(
        options->target, *diff, promote_planner(*options, operation::Checks::none, context),
        context);
  };
}

void add_rollback_preview(cli::Command& parent,
                          const std::shared_ptr<operation::DiffOptions>& diff) {
  auto options = std::make_shared<RollbackOptions>();
  cli::Command& command =
      parent.subcommand("rollback", "Preview a rollback",
                        {"", "relctl diff rollback production --all", "As relctl diff"});
  add_diff_options(command, *diff);
  add_rollback_options(command, *options);
  command.run = [options, diff](cli::Context& context) {
    operation::EnvironmentTarget target = options->target;
    target.environments = {options->request.environment};
    return operation::preview_environment_operation(target, *diff, rollback_planner(*options),
                                                    context);
  };
}

void add_generate_preview(cli::Command& parent,
                          const std::shared_ptr<operation::DiffOptions>& diff) {
  auto options = std::make_shared<GenerateOptions>();
  cli::Command& command = parent.subcommand("generate", "Preview generated paths",
                                            {"", "relctl diff generate", "As relctl diff"});
  add_diff_options(command, *diff);
  add_generate_options(command, *options);
  command.run = [options, diff](cli::Context& context) {
    return operation::preview_environment_operation(generate_target(*options), *diff,
                                                    generate_planner(*options), context);
  };
}

/// Alone `diff` means `diff bump`, and with two words it compares two environments.
void add_default(cli::Command& command, const std::shared_ptr<operation::DiffOptions>& diff) {
  auto options = std::make_shared<BumpOptions>();
  auto other = std::make_shared<std::string>();
  add_run(command, *diff);
  add_selection(command, *options);
  command.argument("other", "ENV", other.get(),
                   "Another environment: then LEVEL is one too, and the two are compared");
  add_delivery(command, *options);
  command.run = [options, other, diff](cli::Context& context) {
    const bool is_range = diff->rendered && options->request.level.find("..") != std::string::npos;
    if (is_range)
      return operation::run_diff_range(options->request.level, diff->exit_code, context);
    if (other->empty()) return run_diff_bump(*options, *diff, context);
    return operation::run_diff_environments(
        options->request.level, *other, {options->branch, diff->fetch}, diff->exit_code, context);
  };
}

}  // namespace

void declare_diff(cli::Command& command) {
  auto diff = std::make_shared<operation::DiffOptions>();
  command.help = {
      "Prints the patch that the same command without diff makes on the same commit. Needs no\n"
      "network and no token, and writes nothing. Alone it means diff bump.",
      "relctl diff                            what the next release would change\n"
      "relctl diff bump minor | git apply     the same tree as relctl bump minor\n"
      "relctl diff promote staging            what staging would get\n"
      "relctl diff production staging         versions that differ, and the commits between\n"
      "relctl diff --rendered main..HEAD      what a branch makes each environment run",
      "0  printed, or nothing to do\n"
      "1  with --exit-code: there are changes\n"
      "3  relctl.yaml, a version file or a manifest is wrong\n"
      "4  the operation itself would be refused"};
  add_diff_options(command, *diff);
  add_bump_preview(command, diff);
  add_promote_preview(command, diff);
  add_rollback_preview(command, diff);
  add_generate_preview(command, diff);
  add_default(command, diff);
}

}  // namespace relctl::commands
