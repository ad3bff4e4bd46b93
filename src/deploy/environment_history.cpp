// SPDX-License-Identifier: MIT
#include "deploy/environment_history.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "base/error.hpp"
#include "deploy/environment_commit.hpp"
#include "deploy/environment_log.hpp"
#include "deploy/way_back.hpp"
#include "plan/place.hpp"

namespace relctl::deploy {

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
