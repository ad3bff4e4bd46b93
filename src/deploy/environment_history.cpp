// SPDX-License-Identifier: MIT
#include "deploy/environment_history.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "base/error.hpp"
#include "deploy/environment_commit.hpp"
#include "deploy/environment_log.hpp"
#include "deploy/rendered_way_back.hpp"
#include "deploy/way_back.hpp"
#include "plan/first_parents.hpp"
#include "plan/place.hpp"

namespace relctl::deploy {
namespace {

/// Notes the operations that wrote each version.
void add_operations(std::vector<PastVersion>& versions, const std::string& environment) {
  for (PastVersion& past : versions) {
    for (const record::Record& record : record::read_records(past.commit.message)) {
      if (concerns(record, environment) || record.operation == "generate")
        past.operation = record.operation;
    }
  }
}

/// A path that was rendered, from state to state, newest first.
std::vector<PastVersion> rendered_history(const config::Config& config, const plan::Place& place,
                                          const config::Environment& environment,
                                          const config::Service& service, std::size_t most) {
  const RenderTarget target = render_target(config, environment, service);
  const auto way = rendered_way_back(place, target, std::nullopt);
  std::vector<PastVersion> versions;
  std::optional<ObjectId> id;
  plan::FirstParents commits(*place.history, place.tip);
  while (const auto commit = commits.next()) {
    const auto tree = place.history->tree(commit->id);
    const auto entry = tree->find(target.path);
    if (!entry) break;
    if (entry->id != id) {
      const auto path = read_rendered(*tree, target.path, environment.render->keep);
      if (!path || versions.size() == most) break;
      id = entry->id;
      const auto now = read_environment(*tree, environment, service);
      PastVersion past;
      if (now.versions.size() == 1) past.version = now.versions.front();
      past.is_current = versions.empty();
      past.revision = path->revision;
      past.is_next_back = way.before && way.before->tree->find(target.path)->id == *id;
      versions.push_back(std::move(past));
    }
    versions.back().commit = *commit;
  }
  add_operations(versions, environment.name);
  return versions;
}

}  // namespace

std::vector<ServiceHistory> environment_history(const config::Config& config,
                                                const plan::Snapshot& snapshot,
                                                const std::string& environment,
                                                const std::vector<std::string>& services,
                                                std::size_t most) {
  const config::Environment& where = config::environment(config, environment);
  const auto place = plan::place_of(where, snapshot);
  if (!place) {
    throw Error(ErrorKind::system, fmt::format("{} is on a branch or in a repository that is not "
                                               "here",
                                               environment));
  }
  auto chosen = config::named_services(config, services);
  chosen.erase(std::remove_if(chosen.begin(), chosen.end(),
                              [&](const auto* service) { return !runs_in(*service, where); }),
               chosen.end());
  if (where.render) {
    std::vector<ServiceHistory> result;
    for (const config::Service* service : chosen)
      result.push_back({service->name, rendered_history(config, *place, where, *service, most)});
    return result;
  }
  std::map<std::string, std::vector<PastVersion>> found;
  visit_eras(*place, where, chosen, [&](const config::Service& service, const Era& era) {
    auto& versions = found[service.name];
    PastVersion past{version_of(era, service).value_or(""), era.began, {}, versions.empty(), false};
    if (!era.records.empty()) past.operation = era.records.front().operation;
    versions.push_back(std::move(past));
    return versions.size() >= most;
  });
  const auto ways = ways_back(*place, where, chosen, std::nullopt);
  std::vector<ServiceHistory> result;
  for (const config::Service* service : chosen) {
    ServiceHistory history{service->name, std::move(found[service->name])};
    const auto way = ways.find(service->name);
    for (PastVersion& past : history.versions) {
      past.is_next_back =
          way != ways.end() && way->second.before && way->second.before->began.id == past.commit.id;
    }
    result.push_back(std::move(history));
  }
  return result;
}

}  // namespace relctl::deploy
