// SPDX-License-Identifier: MIT
#include "plan/status.hpp"

#include <charconv>
#include <memory>
#include <ostream>

#include "commands/declare.hpp"
#include "commands/inspect.hpp"
#include "commands/operation.hpp"
#include "commands/output.hpp"
#include "plan/environment_history.hpp"
#include "report/done.hpp"
#include "report/environments.hpp"

namespace relctl::commands {
namespace {

struct StatusOptions {
  InspectOptions inspect;
  std::vector<std::string> environments;
};

struct HistoryOptions {
  InspectOptions inspect;
  std::string environment;
  std::vector<std::string> services;
  std::size_t most = 10;
};

void add_inspect_options(CLI::App& app, InspectOptions& options) {
  app.add_option("--branch", options.branch,
                 "The branch that has the environments (default: the remote's default branch)")
      ->type_name("NAME");
  app.add_flag("--fetch", options.fetch,
               "Look at the remote's tip instead of the local branch (needs the network)");
}

int run_status(const StatusOptions& options, Context& context) {
  std::vector<plan::EnvironmentStatus> found;
  inspect(
      options.inspect,
      [&](const config::Config& config, const plan::Snapshot& snapshot) {
        found =
            plan::status(config, snapshot, options.environments, operation_time(context).seconds);
      },
      context);
  context.out << (context.globals.json ? report::json_text(report::to_json(found))
                                       : report::to_text(found, answer_style(context)));
  if (!context.globals.quiet && !context.globals.json) {
    context.err << "This is what git says; the cluster may not be there yet.\n";
  }
  return 0;
}

int run_history(const HistoryOptions& options, Context& context) {
  std::vector<plan::ServiceHistory> found;
  InspectOptions one = options.inspect;
  one.required = {options.environment};
  inspect(
      one,
      [&](const config::Config& config, const plan::Snapshot& snapshot) {
        found = plan::environment_history(config, snapshot, options.environment, options.services,
                                          options.most);
      },
      context);
  context.out << (context.globals.json ? report::json_text(report::to_json(found))
                                       : report::to_text(found, answer_style(context)));
  return 0;
}

}  // namespace

void add_status(CLI::App& app, Invocation& invocation) {
  auto options = std::make_shared<StatusOptions>();
  CLI::App* command = declare(
      app,
      {"status", "Tell what runs where, since when, and what waits",
       "A line for each service in each environment: version, day, commit, operation, and what\n"
       "is to be said: holds, newer versions that wait, drift (content that no commit of relctl\n"
       "explains). It reports what git says, not the cluster.",
       "relctl status\nrelctl status production --json", "0  printed"});
  command->add_option("environment", options->environments, "These environments (default: all)")
      ->type_name("ENV");
  add_inspect_options(*command, options->inspect);
  command->callback([options, &invocation] {
    invocation.run = [options](Context& context) { return run_status(*options, context); };
  });
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

void add_history(CLI::App& app, Invocation& invocation) {
  auto options = std::make_shared<HistoryOptions>();
  CLI::App* command = declare(
      app, {"history", "Tell what ran in an environment",
            "The versions of each service, newest first, with the commits that brought them,\n"
            "and where relctl rollback would go.",
            "relctl history production --service api", "0  printed"});
  command->add_option("environment", options->environment, "An environment of relctl.yaml")
      ->type_name("ENV")
      ->required();
  command->add_option("--service", options->services, "This service alone (may be repeated)")
      ->type_name("NAME")
      ->allow_extra_args(false);
  command->add_option("--limit", options->most, "At most so many versions of a service (10)")
      ->type_name("N")
      ->check(wrong_limit);
  add_inspect_options(*command, options->inspect);
  command->callback([options, &invocation] {
    invocation.run = [options](Context& context) { return run_history(*options, context); };
  });
}

}  // namespace relctl::commands
