// SPDX-License-Identifier: MIT
#include "operation/rendered.hpp"

#include <algorithm>
#include <ostream>

#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "cli/output.hpp"
#include "operation/session.hpp"
#include "plan/draft.hpp"
#include "plan/place.hpp"
#include "report/done.hpp"
#include "report/rendered.hpp"

namespace relctl::operation {
namespace {

/// The plan whose commit the branch is at in the end; null where only tags are made.
const plan::Plan* last_commit(const plan::Result& result) {
  const auto found = std::find_if(result.plans.rbegin(), result.plans.rend(), [](const auto& plan) {
    return plan.base && std::holds_alternative<ObjectId>(*plan.base);
  });
  return found == result.plans.rend() ? nullptr : &*found;
}

void add_difference(const std::string& environment, const deploy::RepositoryState& before,
                    const deploy::RepositoryState& after, Differences& found) {
  auto difference = deploy::compare_environment(environment, before, after);
  if (!difference.empty()) found.push_back(std::move(difference));
}

}  // namespace

Differences rendered_differences(const config::Config& config, const plan::Snapshot& snapshot,
                                 const plan::Result& result) {
  Differences found;
  const plan::Plan* plan = last_commit(result);
  if (plan == nullptr) return found;
  const auto before = snapshot.history->tree(std::get<ObjectId>(*plan->base));
  plan::Draft after(before);
  after.apply(plan->edits);
  for (const config::Environment& environment : config.environments) {
    if (!plan::is_on_target(environment, snapshot)) continue;
    add_difference(environment.name, {*before, config}, {after, config}, found);
  }
  return found;
}

EnvironmentPlanner noting_differences(const EnvironmentPlanner& planner, Differences& found) {
  return [&planner, &found](const config::Config& config, const plan::Snapshot& snapshot,
                            const plan::Operation& operation,
                            const std::vector<std::string>& environments) {
    plan::Result result = planner(config, snapshot, operation, environments);
    found = rendered_differences(config, snapshot, result);
    return result;
  };
}

int run_diff_range(const std::string& range, bool exit_code, cli::Context& context) {
  const std::size_t dots = range.find("..");
  if (dots == 0 || dots == std::string::npos || range.size() == dots + 2 ||
      range[dots + 2] == '.') {
    throw Error(ErrorKind::usage, "\"" + range + "\" is not A..B")
        .hint("write two revisions with two dots between: origin/main..HEAD");
  }
  const git::Repository repository = open_repository(context);
  const ObjectId from = repository.resolve_commit(range.substr(0, dots));
  const ObjectId to = repository.resolve_commit(range.substr(dots + 2));
  const config::Config old = load_config(repository, from, context);
  const config::Config now = load_config(repository, to, context);
  const auto before = repository.history()->tree(from);
  const auto after = repository.history()->tree(to);
  Differences found;
  for (const config::Config* config : {&now, &old}) {
    for (const config::Environment& each : config->environments) {
      const bool is_told =
          config == &old && config::find_named(now.environments, each.name) != nullptr;
      if (each.repository || is_told) continue;
      add_difference(each.name, {*before, old}, {*after, now}, found);
    }
  }
  print_rendered(found, context);
  const bool differs = std::any_of(found.begin(), found.end(),
                                   [](const auto& each) { return !each.objects.empty(); });
  return exit_code && differs ? 1 : 0;
}

void print_rendered(const Differences& found, cli::Context& context) {
  if (context.globals.json) {
    const nlohmann::ordered_json answer = {{"environments", report::rendered_json(found)}};
    context.out << report::json_text(answer);
    return;
  }
  context.out << report::rendered_text(found, cli::answer_style(context));
  if (found.empty() && !context.globals.quiet) context.err << "every environment runs the same\n";
}

}  // namespace relctl::operation
