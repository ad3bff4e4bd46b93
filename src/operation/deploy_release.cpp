// SPDX-License-Identifier: MIT
#include "operation/deploy_release.hpp"

#include <map>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "deploy/deploy.hpp"
#include "deploy/promote.hpp"
#include "operation/checked_plan.hpp"
#include "operation/operation.hpp"
#include "operation/place_operation.hpp"
#include "operation/places.hpp"
#include "semver/version.hpp"

namespace relctl::operation {
namespace {

using Versions = std::map<std::string, std::string>;

bool is_elsewhere(const config::Environment& environment,
                  const std::optional<std::string>& branch) {
  return environment.repository || (environment.branch && environment.branch != branch);
}

/// What was released and may run in `environment`.
Versions versions_for(const config::Config& config, const config::Environment& environment,
                      const git::Published& release) {
  Versions versions;
  for (const plan::ServiceOutcome& each : release.result.services) {
    if (each.status != plan::Status::done || !each.version) continue;
    const config::Service& service = config::service(config, each.name);
    const bool is_taken = environment.prereleases || semver::require(*each.version).is_final();
    if (config::is_deployed(service) && is_taken && deploy::runs_in(service, environment)) {
      versions.emplace(each.name, *each.version);
    }
  }
  return versions;
}

plan::PromoteRequest request_for(const Versions& versions, const plan::BumpRequest& bump) {
  plan::PromoteRequest request;
  request.versions = versions;
  request.digests = bump.digests;
  for (const auto& [service, version] : versions)
    request.services.push_back(service);
  return request;
}

/// A hold stops a deployment, never a release: nobody asked for these services here by name.
EnvironmentPlanner planner_of(const plan::PromoteRequest& request, cli::Context& context) {
  return [request, &context](const config::Config& config, const plan::Snapshot& snapshot,
                             const plan::Operation& operation,
                             const std::vector<std::string>& environments) {
    plan::PromoteRequest own = request;
    own.operation = operation;
    own.environments = environments;
    const DigestPlanner planner = [&](const std::vector<plan::DigestArgument>& found) {
      return deploy::promote(config, snapshot, plan::with_digests(own, found));
    };
    plan::Result result = checked_plan(config, snapshot, operation, Checks::all, planner, context);
    for (plan::ServiceOutcome& outcome : result.services)
      outcome.named = false;
    return result;
  };
}

Error not_deployed(const config::Environment& environment, const Versions& versions,
                   const Error& error) {
  std::vector<std::string> released;
  for (const auto& [service, version] : versions)
    released.push_back(fmt::format("{} {}", service, version));
  Error told(error.kind(), fmt::format("{} released, but {} did not get it: {}",
                                       fmt::join(released, ", "), environment.name, error.what()));
  if (error.where()) told.at(*error.where());
  for (const std::string& hint : error.hints())
    told.hint(hint);
  return told.hint(fmt::format("relctl promote {} --push makes up for it", environment.name));
}

}  // namespace

std::vector<Delivered> deploy_release(git::Repository& repository, const config::Config& config,
                                      const std::optional<std::string>& branch,
                                      const git::Published& release,
                                      const plan::BumpRequest& request, cli::Context& context) {
  std::vector<Delivered> done{{release, {}, {}}};
  for (const config::Environment& environment : config.environments) {
    const Versions versions = versions_for(config, environment, release);
    if (!environment.automatic || !is_elsewhere(environment, branch) || versions.empty()) continue;
    EnvironmentTarget target;
    target.environments = {environment.name};
    target.push = true;
    target.from_predecessors = true;
    plan::Operation operation = new_operation(repository, config, context);
    operation.key = request.operation.key;
    operation.passed = request.operation.passed;
    operation.runs_hooks = request.operation.runs_hooks;
    try {
      PlaceOperation deployment(
          repository, config, shared_places(config, target.environments).front(),
          {target, planner_of(request_for(versions, request), context), operation}, true, context);
      git::Published published = deployment.publish();
      done.push_back({std::move(published), target.environments, deployment.address()});
    } catch (const Error& error) {
      throw after(done, not_deployed(environment, versions, error));
    }
  }
  return done;
}

}  // namespace relctl::operation
