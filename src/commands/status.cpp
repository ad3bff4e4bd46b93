// SPDX-License-Identifier: MIT
#include "status/status.hpp"

#include <algorithm>
#include <charconv>
#include <memory>
#include <ostream>

#include <nlohmann/json.hpp>

#include "cli/command.hpp"
#include "cli/output.hpp"
#include "deploy/environment_history.hpp"
#include "operation/inspect.hpp"
#include "operation/operation.hpp"
#include "report/done.hpp"
#include "report/environments.hpp"

namespace relctl::commands {
namespace {

struct StatusOptions {
  operation::InspectOptions inspect;
  std::vector<std::string> environments;
  std::vector<std::string> services;
  bool waiting = false;
};

struct HistoryOptions {
  operation::InspectOptions inspect;
  std::string environment;
  std::vector<std::string> services;
  std::size_t most = 10;
};

void add_inspect_options(cli::Command& command, operation::InspectOptions& options) {
  command.option("--branch", "NAME", &options.branch,
                 "The branch that has the environments (default: the remote's default branch)");
  command.flag("--fetch", &options.fetch,
               "Look at the remote's tip instead of the local branch (needs the network)");
}

/// Leaves what is asked for: some services, those for which something waits.
void select(const StatusOptions& options, std::vector<status::EnvironmentStatus>& all) {
  const auto& names = options.services;
  const auto is_unasked = [&](const status::ServiceStatus& service) {
    const bool is_named =
        names.empty() || std::find(names.begin(), names.end(), service.name) != names.end();
    return !is_named || (options.waiting && !service.waiting);
  };
  for (status::EnvironmentStatus& each : all)
    std::erase_if(each.services, is_unasked);
}

int run_status(const StatusOptions& options, cli::Context& context) {
  std::vector<status::EnvironmentStatus> found;
  operation::inspect(
      options.inspect,
      [&](const config::Config& config, const plan::Snapshot& snapshot) {
        for (const std::string& name : options.services)
          config::service(config, name);
        found = status::status(config, snapshot, options.environments,
                               operation::operation_time(context).seconds);
        select(options, found);
      },
      context);
  std::string text = report::to_text(found, cli::answer_style(context));
  // Of all environments it would be long: who names one looks closer.
  for (const status::EnvironmentStatus& each : found) {
    if (!options.environments.empty()) text += report::workloads_text({each.built.images, {}});
  }
  cli::print_answer(report::to_json(found), text, context);
  if (!context.globals.quiet && context.globals.output == "text" && !context.globals.json) {
    context.err << "This is what git says; the cluster may not be there yet.\n";
  }
  return 0;
}

int run_history(const HistoryOptions& options, cli::Context& context) {
  std::vector<deploy::ServiceHistory> found;
  operation::InspectOptions one = options.inspect;
  one.required = {options.environment};
  operation::inspect(
      one,
      [&](const config::Config& config, const plan::Snapshot& snapshot) {
        found = deploy::environment_history(config, snapshot, options.environment, options.services,
                                            options.most);
      },
      context);
  cli::print_answer(report::to_json(found), report::to_text(found, cli::answer_style(context)),
                    context);
  return 0;
}

}  // namespace

void declare_status(cli::Command& command) {
  auto options = std::make_shared<StatusOptions>();
  command.help = {
      "A line for each service in each environment: version, day, commit, operation, and what\n"
      "is to be said: holds, newer versions that wait, drift (content that no commit of relctl\n"
      "explains). It reports what git says, not the cluster.",
      "relctl status\nrelctl status production --json", "0  printed"};
  command.argument("environment", "ENV", &options->environments,
                   "These environments (default: all)");
  command.option("--service", "NAME", &options->services, "This service alone (may be repeated)");
  command.flag("--waiting", &options->waiting, "What waits for a newer version alone");
  add_inspect_options(command, options->inspect);
  command.run = [options](cli::Context& context) { return run_status(*options, context); };
}

namespace {

/// What is wrong with a value of `--limit`; empty if nothing is.
std::string wrong_limit(const std::string& text) {
  std::size_t count = 0;
  const char* end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, count);
  if (read.ec == std::errc() && read.ptr == end && count > 0) return "";
  return "\"" + text + "\" is no whole number from 1";
}

}  // namespace

void declare_history(cli::Command& command) {
  auto options = std::make_shared<HistoryOptions>();
  command.help = {
      "The versions of each service, newest first, with the commits that brought them,\n"
      "and where relctl rollback would go.",
      "relctl history production --service api", "0  printed"};
  command.argument("environment", "ENV", &options->environment, "An environment of relctl.yaml")
      .required();
  command.option("--service", "NAME", &options->services, "This service alone (may be repeated)");
  command.option("--limit", "N", &options->most, "At most so many versions of a service (10)")
      .check(wrong_limit);
  add_inspect_options(command, options->inspect);
  command.run = [options](cli::Context& context) { return run_history(*options, context); };
}

}  // namespace relctl::commands
