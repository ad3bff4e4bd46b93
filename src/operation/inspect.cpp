// SPDX-License-Identifier: MIT
#include "operation/inspect.hpp"

#include <algorithm>
#include <ostream>

#include <nlohmann/json.hpp>

#include "cli/output.hpp"
#include "deploy/environment_difference.hpp"
#include "git/publish/publish.hpp"
#include "git/publish/snapshot.hpp"
#include "operation/deliver.hpp"
#include "operation/elsewhere.hpp"
#include "operation/environment_operation.hpp"
#include "operation/homes.hpp"
#include "operation/operation.hpp"
#include "operation/session.hpp"
#include "plan/place.hpp"
#include "report/done.hpp"
#include "report/environments.hpp"
#include "report/rendered.hpp"
#include "status/status.hpp"

namespace relctl::operation {
namespace {

const status::ServiceStatus* find(const status::EnvironmentStatus& status,
                                  const std::string& name) {
  for (const status::ServiceStatus& service : status.services) {
    if (service.name == name) return &service;
  }
  return nullptr;
}

std::string words(const status::ServiceStatus* service) {
  return service == nullptr ? "nothing" : deploy::describe(service->running);
}

std::vector<report::ServiceDifference> differences(const config::Config& config,
                                                   const plan::Snapshot& snapshot,
                                                   const std::string& before,
                                                   const std::string& after) {
  const auto first = status::status(config, snapshot, {before}, 0).front();
  const auto second = status::status(config, snapshot, {after}, 0).front();
  std::vector<report::ServiceDifference> result;
  for (const config::Service& service : config.services) {
    const auto* old = find(first, service.name);
    const auto* now = find(second, service.name);
    if (words(old) == words(now)) continue;
    report::ServiceDifference difference{service.name, words(old), words(now), {}};
    if (old != nullptr && now != nullptr && old->running.version && now->running.version) {
      const auto& a = *old->running.version;
      const auto& b = *now->running.version;
      difference.commits = status::commits_between(config, snapshot, service, a, b);
      if (difference.commits.empty()) {
        difference.commits = status::commits_between(config, snapshot, service, b, a);
      }
    }
    result.push_back(std::move(difference));
  }
  return result;
}

/// What two rendered environments run otherwise; nothing where one of them is not rendered.
std::vector<deploy::EnvironmentDifference> object_differences(const config::Config& config,
                                                              const plan::Snapshot& snapshot,
                                                              const std::string& before,
                                                              const std::string& after) {
  const config::Environment& one = config::environment(config, before);
  const config::Environment& other = config::environment(config, after);
  if (!one.render || !other.render) return {};
  const auto tree = [&](const config::Environment& environment) {
    return plan::tree_at(plan::place_of(environment, snapshot).value_or(plan::Place{}));
  };
  return {deploy::compare_rendered(config, {one, tree(one)}, {other, tree(other)})};
}

/// What is asked for by name must be reached; a survey tells what cannot be.
void add_elsewhere(Elsewhere& elsewhere, const config::Config& config,
                   const InspectOptions& options, plan::Snapshot& snapshot) {
  std::vector<const config::Environment*> required;
  for (const std::string& name : options.required)
    required.push_back(&config::environment(config, name));
  elsewhere.add(snapshot, required);
  if (!options.required.empty()) return;
  std::vector<const config::Environment*> all;
  for (const config::Environment& each : config.environments)
    all.push_back(&each);
  elsewhere.add_reached(snapshot, all);
}

}  // namespace

void inspect(const InspectOptions& options,
             const std::function<void(const config::Config&, const plan::Snapshot&)>& look,
             cli::Context& context) {
  const git::Repository repository = open_repository(context);
  const config::Config here = checked_out_config(repository, context);
  const Homes homes = homes_of(repository, here, {});
  const plan::Operation operation = preview_operation(context);
  Elsewhere elsewhere(repository, here, operation, options.fetch, context);
  const auto act = [&](const plan::Snapshot& seen) {
    plan::Snapshot snapshot = with_homes(repository, seen, homes);
    const config::Config config = config_of(repository, snapshot, context);
    add_elsewhere(elsewhere, config, options, snapshot);
    look(config, snapshot);
  };
  if (!options.fetch) {
    const auto branch = options.branch ? options.branch : homes.default_branch;
    act(git::local_snapshot(repository, branch));
    return;
  }
  git::PublishOptions publishing = publish_options(repository, here, options.branch, context);
  publishing.others = homes.all;
  git::look_at_remote(repository, publishing, act);
}

int run_diff_environments(const std::string& before, const std::string& after,
                          const InspectOptions& options, bool exit_code, cli::Context& context) {
  std::vector<report::ServiceDifference> found;
  std::vector<deploy::EnvironmentDifference> objects;
  InspectOptions both = options;
  both.required = {before, after};
  inspect(
      both,
      [&](const config::Config& config, const plan::Snapshot& snapshot) {
        found = differences(config, snapshot, before, after);
        objects = object_differences(config, snapshot, before, after);
      },
      context);
  if (found.empty() && !context.globals.quiet) {
    context.err << before << " and " << after << " run the same versions\n";
  }
  const report::Style style = cli::answer_style(context);
  nlohmann::ordered_json answer = report::to_json(found);
  if (!objects.empty()) answer["objects"] = report::rendered_json(objects).front();
  cli::print_answer(answer, report::to_text(found, style) + report::rendered_text(objects, style),
                    context);
  const bool differs =
      !found.empty() ||
      std::any_of(objects.begin(), objects.end(), [](const auto& each) { return !each.empty(); });
  return exit_code && differs ? 1 : 0;
}

}  // namespace relctl::operation
