// SPDX-License-Identifier: MIT
#include "status/status.hpp"

#include <algorithm>
#include <compare>
#include <map>
#include <memory>

#include <fmt/format.h>

#include "base/error.hpp"
#include "deploy/environment_log.hpp"
#include "deploy/environment_reader.hpp"
#include "plan/place.hpp"
#include "status/known_releases.hpp"
#include "status/status_walk.hpp"

namespace relctl::status {
namespace {

/// History is searched for the beginning of what no commit of relctl explains, but not for more
/// services than this: a repository that is new to relctl would be read to its first commit.
constexpr std::size_t most_searched = 20;

/// Why an environment is not known, where the snapshot has no word on it: it has a branch here.
std::string not_here(const plan::Snapshot& snapshot, const config::Environment& environment) {
  const std::string branch = environment.branch.value_or(snapshot.branch);
  if (snapshot.fetched) return fmt::format("the remote has no branch {}", branch);
  return fmt::format(
      "its branch {} is not in this clone, and the remote was not asked: --fetch does", branch);
}

EnvironmentStatus read_status(const config::Config& config, const plan::Snapshot& snapshot,
                              const config::Environment& environment, std::int64_t time,
                              const std::shared_ptr<deploy::PathMemory>& paths) {
  EnvironmentStatus result;
  result.name = environment.name;
  const auto place = plan::place_of(environment, snapshot);
  result.is_reached = place.has_value();
  if (const auto why = snapshot.unreached.find(environment.name); why != snapshot.unreached.end()) {
    result.unreached = why->second;
  }
  if (!place) {
    if (result.unreached.empty()) result.unreached = not_here(snapshot, environment);
    return result;
  }
  const auto tree = plan::tree_at(*place);
  deploy::EnvironmentReader reader(tree, environment, paths);
  const auto holds = deploy::read_holds(*tree, environment.name);
  for (const config::Service& service : config.services) {
    if (!deploy::runs_in(service, environment)) continue;
    if (!config::is_deployed(service)) continue;
    ServiceStatus status;
    status.name = service.name;
    status.running = deploy::running(reader.read(service), environment, service, std::nullopt);
    status.holds = deploy::holds_on(holds, service.name, time);
    result.services.push_back(std::move(status));
  }
  std::partition_copy(holds.begin(), holds.end(), std::back_inserter(result.expired),
                      std::back_inserter(result.holds),
                      [time](const deploy::Hold& hold) { return deploy::is_expired(hold, time); });
  result.unknown_images = reader.unknown_images(config);
  result.built = reader.built();
  return result;
}

/// Looks for the commit that brought onto the branch what no record explains, or what was merged:
/// the commit of a promotion is older than its merge.
void find_beginnings(const config::Config& config, const plan::Snapshot& snapshot,
                     EnvironmentStatus& status) {
  std::map<std::string, ServiceStatus*> wanted;
  std::vector<const config::Service*> services;
  for (ServiceStatus& each : status.services) {
    const bool is_searched = each.is_drift() && wanted.size() < most_searched;
    if (!is_searched && !each.is_merged) continue;
    wanted.emplace(each.name, &each);
    services.push_back(&config::service(config, each.name));
  }
  if (services.empty()) return;
  const config::Environment& environment = config::environment(config, status.name);
  try {
    deploy::visit_eras(*plan::place_of(environment, snapshot), environment, services,
                       [&](const config::Service& service, const deploy::Era& era) {
                         wanted.at(service.name)->since = era.began;
                         return true;
                       });
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::system) throw;
  }
}

/// Finds what brought what runs: one walk for all environments of one branch.
void explain(const config::Config& config, const plan::Snapshot& snapshot,
             std::vector<EnvironmentStatus>& all) {
  std::map<std::pair<const plan::History*, ObjectId>, std::pair<plan::Place, StatusWalk>> walks;
  for (EnvironmentStatus& each : all) {
    const auto place = plan::place_of(config::environment(config, each.name), snapshot);
    if (!place || !place->tip) continue;
    const auto [walk, is_new] =
        walks.try_emplace({place->history.get(), *place->tip}, *place, StatusWalk(config));
    walk->second.second.add(each);
  }
  for (auto& [key, walk] : walks)
    walk.second.run(walk.first);
  for (EnvironmentStatus& each : all) {
    if (each.is_reached) find_beginnings(config, snapshot, each);
  }
}

bool is_newer(const std::string& version, const std::optional<std::string>& than) {
  return !than || std::is_gt(semver::compare(semver::require(version), semver::require(*than)));
}

/// What each environment runs, by the names of environment and service.
using RunningByName = std::map<std::pair<std::string_view, std::string_view>, const ServiceStatus*>;

std::optional<Waiting> waiting_for(const config::Environment& environment,
                                   const ServiceStatus& status, const RunningByName& all,
                                   KnownReleases& releases, const config::Service& service) {
  std::optional<Waiting> waiting;
  if (environment.after.empty()) {
    const auto version = releases.highest(service, environment);
    if (version && is_newer(*version, status.running.version)) waiting = Waiting{*version, {}, 0};
  }
  for (const std::string& name : environment.after) {
    const auto before = all.find({name, service.name});
    if (before == all.end() || !before->second->running.version) continue;
    const std::string& version = *before->second->running.version;
    const bool may_come = environment.prereleases || semver::require(version).is_final();
    if (may_come && is_newer(version, status.running.version)) waiting = Waiting{version, name, 0};
  }
  return waiting;
}

void find_waiting(const config::Config& config, const plan::Snapshot& snapshot,
                  std::vector<EnvironmentStatus>& all) {
  KnownReleases releases(config, snapshot);
  std::map<std::string_view, const config::Service*> services;
  for (const config::Service& service : config.services)
    services.emplace(service.name, &service);
  RunningByName running;
  for (const EnvironmentStatus& status : all) {
    for (const ServiceStatus& each : status.services)
      running.emplace(std::pair<std::string_view, std::string_view>(status.name, each.name), &each);
  }
  for (EnvironmentStatus& status : all) {
    const config::Environment& environment = config::environment(config, status.name);
    for (ServiceStatus& each : status.services) {
      const config::Service& service = *services.at(each.name);
      each.waiting = waiting_for(environment, each, running, releases, service);
      if (!each.waiting || !each.running.version) continue;
      each.waiting->commits =
          releases.count_between(service, *each.running.version, each.waiting->version);
    }
  }
}

}  // namespace

std::vector<EnvironmentStatus> status(const config::Config& config, const plan::Snapshot& snapshot,
                                      const std::vector<std::string>& names, std::int64_t time) {
  for (const std::string& name : names)
    config::environment(config, name);
  std::vector<EnvironmentStatus> all;
  const auto paths = std::make_shared<deploy::PathMemory>();
  for (const config::Environment& environment : config.environments) {
    all.push_back(read_status(config, snapshot, environment, time, paths));
  }
  explain(config, snapshot, all);
  find_waiting(config, snapshot, all);
  if (!names.empty()) {
    std::erase_if(all, [&](const EnvironmentStatus& each) {
      return std::find(names.begin(), names.end(), each.name) == names.end();
    });
  }
  ManifestsReader manifests(config, snapshot);
  for (EnvironmentStatus& each : all)
    each.manifests = manifests.read(config::environment(config, each.name));
  return all;
}

std::vector<plan::Commit> commits_between(const config::Config& config,
                                          const plan::Snapshot& snapshot,
                                          const config::Service& service, const std::string& from,
                                          const std::string& to) {
  return KnownReleases(config, snapshot).commits_between(service, from, to);
}

}  // namespace relctl::status
