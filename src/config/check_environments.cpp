// SPDX-License-Identifier: MIT
// What environments say about services, and whether two of them would write the same files.
#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/nearest.hpp"
#include "config/sections.hpp"
#include "config/template.hpp"
#include "tree/path.hpp"

namespace relctl::config {
namespace {

/// A folder that an environment writes.
struct Territory {
  std::string where;  ///< repository and branch
  std::string path;
  const Environment* owner;
  std::string sort_key;
};

std::string where(const Environment& environment) {
  return environment.repository.value_or("") + '\n' + environment.branch.value_or("");
}

Value entry_of(const Value& section, const Environment& environment) {
  for (const Value& entry : section.items()) {
    if (entry.find("name")->text() == environment.name) return entry;
  }
  return section;
}

std::vector<std::string> services_of(const Config& config, const Environment& environment) {
  if (!environment.services.empty()) return environment.services;
  std::vector<std::string> names;
  for (const Service& service : config.services)
    names.push_back(service.name);
  return names;
}

void check_subsets(const Config& config, const Value& section) {
  std::vector<std::string> names;
  for (const Service& service : config.services)
    names.push_back(service.name);
  const std::set<std::string, std::less<>> known(names.begin(), names.end());
  for (const Environment& environment : config.environments) {
    for (std::size_t i = 0; i < environment.services.size(); ++i) {
      const std::string& name = environment.services[i];
      if (known.contains(name)) continue;
      const Value place = entry_of(section, environment).find("services")->items()[i];
      const auto meant = nearest(name, names);
      throw place.error(fmt::format("`{}` names no service, `{}`", place.name(), name),
                        meant ? fmt::format("did you mean `{}`?", *meant)
                              : fmt::format("services: {}", fmt::join(names, ", ")));
    }
  }
}

// A folder stands right before everything below it when `/` is the lowest character.
Territory territory(const Environment& owner, const std::string& path) {
  std::string key = where(owner) + '\n' + path;
  std::replace(key.begin(), key.end(), '/', '\x01');
  return {where(owner), path, &owner, std::move(key)};
}

std::vector<Territory> territories(const Config& config) {
  std::vector<Territory> result;
  for (const Environment& environment : config.environments) {
    std::set<std::string> paths;
    for (const std::string& service : services_of(config, environment)) {
      paths.insert(expand(environment.path, service, environment.name));
    }
    for (const std::string& path : paths)
      result.push_back(territory(environment, path));
  }
  return result;
}

[[noreturn]] void refuse(const Territory& outer, const Territory& inner, const Value& section) {
  const Value place = *entry_of(section, *inner.owner).find("path");
  if (outer.path == inner.path) {
    throw place.error(fmt::format("environments `{}` and `{}` have the same path, `{}`",
                                  outer.owner->name, inner.owner->name, inner.path),
                      "give each its own path, branch or repository");
  }
  throw place.error(fmt::format("the path of environment `{}`, `{}`, lies in that of `{}`, `{}`",
                                inner.owner->name, inner.path, outer.owner->name,
                                outer.path.empty() ? "." : outer.path),
                    "give each a path of its own: what is written to one would change the other");
}

void check_territories(const Config& config, const Value& section) {
  std::vector<Territory> sorted = territories(config);
  std::stable_sort(sorted.begin(), sorted.end(), [](const Territory& left, const Territory& right) {
    return left.sort_key < right.sort_key;
  });
  std::vector<const Territory*> around;
  for (const Territory& territory : sorted) {
    const auto is_outside = [&](const Territory* outer) {
      return outer->where != territory.where || !is_below(territory.path, outer->path);
    };
    while (!around.empty() && is_outside(around.back()))
      around.pop_back();
    if (!around.empty() && around.back()->owner != territory.owner) {
      refuse(*around.back(), territory, section);
    }
    around.push_back(&territory);
  }
}

bool is_for_all(const DeployPlace& place) {
  return count_placeholder(place.path, "environment") == 0;
}

bool takes(const Environment& environment, const Service& service) {
  const std::vector<std::string>& subset = environment.services;
  return subset.empty() || std::find(subset.begin(), subset.end(), service.name) != subset.end();
}

}  // namespace

void check_environments(const Config& config, const Value& section) {
  check_subsets(config, section);
  check_territories(config, section);
}

void check_deploy_places(const Config& config, const Value& services) {
  for (const Service& service : config.services) {
    const auto shared = std::find_if(service.deploy.begin(), service.deploy.end(), is_for_all);
    if (shared == service.deploy.end()) continue;
    std::map<std::string, const Environment*> users;
    for (const Environment& environment : config.environments) {
      if (!takes(environment, service)) continue;
      const auto [user, is_new] = users.emplace(where(environment), &environment);
      if (is_new) continue;
      const auto index = static_cast<std::size_t>(shared - service.deploy.begin());
      throw services.find(service.name)
          ->find("deploy")
          ->items()[index]
          .error(fmt::format("environments `{}` and `{}` would share `{}`", user->second->name,
                             environment.name, shared->path),
                 "put {environment} into the path, like `values-{environment}.yaml`");
    }
  }
}

}  // namespace relctl::config
