// SPDX-License-Identifier: MIT
#include "operation/environment_operation.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/error.hpp"
#include "operation/delivered.hpp"
#include "operation/operation.hpp"
#include "operation/place_operation.hpp"
#include "operation/rendered.hpp"
#include "operation/session.hpp"
#include "plan/place.hpp"

namespace relctl::operation {
namespace {

/// Throws before anything is done where a place cannot be written as it is asked to be.
void check_places(const std::vector<SharedPlace>& places, const EnvironmentTarget& target) {
  for (const SharedPlace& place : places) {
    if (!place.is_elsewhere() || target.push || target.dry_run) continue;
    throw Error(ErrorKind::usage, fmt::format("{} is in another repository, and nothing is written "
                                              "there without --push",
                                              place.first->name))
        .hint("add --push, or look first: relctl diff … --fetch");
  }
}

/// Each commit is an operation of its own: ids are never shared.
plan::Operation operation_of(const git::Repository& repository, const config::Config& config,
                             const EnvironmentTarget& target, const std::optional<std::string>& key,
                             const cli::Context& context) {
  plan::Operation operation = new_operation(repository, config, context);
  operation.runs_hooks = !target.no_verify;
  operation.passed = target.passed;
  if (key && !key->empty()) operation.key = operation_key(key, context);
  return operation;
}

git::Published carry_out(PlaceOperation& operation, const EnvironmentTarget& target) {
  if (target.dry_run) return operation.preview(false);
  return target.push ? operation.publish() : operation.apply();
}

}  // namespace

int run_environment_operation(const EnvironmentTarget& target,
                              const std::optional<std::string>& key,
                              const EnvironmentPlanner& planner, cli::Context& context) {
  git::Repository repository = open_repository(context);
  const config::Config config = checked_out_config(repository, context);
  const auto places = shared_places(config, target.environments);
  check_places(places, target);
  std::vector<Delivered> done;
  for (const SharedPlace& place : places) {
    PlaceTask task{target, planner, operation_of(repository, config, target, key, context)};
    PlaceOperation operation(repository, config, place, std::move(task), true, context);
    try {
      git::Published published = carry_out(operation, target);
      done.push_back({std::move(published), place.environments, operation.address()});
    } catch (const Error& error) {
      throw after(done, error);
    }
  }
  return answer(done, config, target.dry_run, context);
}

int review_environment_operation(const EnvironmentTarget& target, bool replace,
                                 const EnvironmentPlanner& planner, cli::Context& context) {
  git::Repository repository = open_repository(context);
  const config::Config config = checked_out_config(repository, context);
  if (target.environments.size() != 1) {
    throw Error(ErrorKind::usage, "a pull request is for one environment")
        .hint("promote one environment at a time");
  }
  Differences rendered;
  PlaceTask task{target, noting_differences(planner, rendered),
                 operation_of(repository, config, target, {}, context)};
  PlaceOperation operation(repository, config, shared_places(config, target.environments).front(),
                           std::move(task), true, context);
  return operation.review(replace, rendered);
}

int preview_environment_operation(const EnvironmentTarget& target, const DiffOptions& options,
                                  const EnvironmentPlanner& planner, cli::Context& context) {
  git::Repository repository = open_repository(context);
  const config::Config config = checked_out_config(repository, context);
  std::vector<Delivered> done;
  Differences rendered;
  for (const SharedPlace& place : shared_places(config, target.environments)) {
    Differences found;
    PlaceTask task{target, options.rendered ? noting_differences(planner, found) : planner,
                   preview_operation(context)};
    PlaceOperation operation(repository, config, place, std::move(task), options.fetch, context);
    git::Published published = operation.preview(options.fetch);
    done.push_back({std::move(published), place.environments, operation.address()});
    rendered.insert(rendered.end(), found.begin(), found.end());
  }
  return print_preview(done, config, options, rendered, context);
}

plan::Result plan_environment_operation(const EnvironmentTarget& target,
                                        const EnvironmentPlanner& planner, cli::Context& context) {
  git::Repository repository = open_repository(context);
  const config::Config config = checked_out_config(repository, context);
  PlaceTask task{target, planner, preview_operation(context)};
  PlaceOperation operation(repository, config, shared_places(config, target.environments).front(),
                           std::move(task), false, context);
  return operation.preview(false).result;
}

config::Config config_of(const git::Repository& repository, const plan::Snapshot& snapshot,
                         const cli::Context& context) {
  return load_config(repository, plan::tip_of(plan::origin_of(snapshot)), context);
}

}  // namespace relctl::operation
