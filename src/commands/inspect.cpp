// SPDX-License-Identifier: MIT
#include "commands/inspect.hpp"

#include <ostream>

#include "commands/deliver.hpp"
#include "commands/environment_operation.hpp"
#include "commands/homes.hpp"
#include "commands/operation.hpp"
#include "commands/output.hpp"
#include "commands/session.hpp"
#include "git/publish.hpp"
#include "plan/status.hpp"
#include "report/done.hpp"
#include "report/environments.hpp"

namespace relctl::commands {
namespace {

const plan::ServiceStatus* find(const plan::EnvironmentStatus& status, const std::string& name) {
  for (const plan::ServiceStatus& service : status.services) {
    if (service.name == name) return &service;
  }
  return nullptr;
}

std::string words(const plan::ServiceStatus* service) {
  return service == nullptr ? "nothing" : plan::describe(service->running);
}

std::vector<report::ServiceDifference> differences(const config::Config& config,
                                                   const plan::Snapshot& snapshot,
                                                   const std::string& before,
                                                   const std::string& after) {
  const auto first = plan::status(config, snapshot, {before}, 0).front();
  const auto second = plan::status(config, snapshot, {after}, 0).front();
  std::vector<report::ServiceDifference> result;
  for (const config::Service& service : config.services) {
    const auto* old = find(first, service.name);
    const auto* now = find(second, service.name);
    if (words(old) == words(now)) continue;
    report::ServiceDifference difference{service.name, words(old), words(now), {}};
    if (old != nullptr && now != nullptr && old->running.version && now->running.version) {
      const auto& a = *old->running.version;
      const auto& b = *now->running.version;
      difference.commits = plan::commits_between(config, snapshot, service, a, b);
      if (difference.commits.empty()) {
        difference.commits = plan::commits_between(config, snapshot, service, b, a);
      }
    }
    result.push_back(std::move(difference));
  }
  return result;
}

}  // namespace

void inspect(const InspectOptions& options,
             const std::function<void(const config::Config&, const plan::Snapshot&)>& look,
             Context& context) {
  const git::Repository repository = open_repository(context);
  const Homes homes =
      homes_of(repository, load_config(repository, require_head(repository), context), {});
  const git::Planner planner = [&](const plan::Snapshot& seen) {
    const plan::Snapshot snapshot = with_homes(repository, seen, homes);
    look(config_of(repository, snapshot, context), snapshot);
    return plan::Result{};
  };
  if (!options.fetch) {
    const auto branch = options.branch ? options.branch : homes.default_branch;
    planner(git::local_snapshot(repository, branch));
    return;
  }
  const config::Config config = load_config(repository, require_head(repository), context);
  const plan::Operation operation = preview_operation(context);
  git::PublishOptions publishing = publish_options(repository, config, options.branch, context);
  publishing.others = homes.all;
  git::look_at_remote(repository, operation, publishing, planner);
}

int run_diff_environments(const std::string& before, const std::string& after,
                          const InspectOptions& options, bool exit_code, Context& context) {
  std::vector<report::ServiceDifference> found;
  inspect(
      options,
      [&](const config::Config& config, const plan::Snapshot& snapshot) {
        found = differences(config, snapshot, before, after);
      },
      context);
  context.out << (context.globals.json ? report::json_text(report::to_json(found))
                                       : report::to_text(found, answer_style(context)));
  return exit_code && !found.empty() ? 1 : 0;
}

}  // namespace relctl::commands
