// SPDX-License-Identifier: MIT
// What environments say about services, and whether two of them would write the same files.
#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/ascii.hpp"
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
  std::string folded;  ///< the path as a disk has it that does not tell letters' cases apart
  const Environment* owner;
  std::string sort_key;
};

/// Host and path of a repository's address, however it is written: by https, by ssh, in scp's form,
/// with or without user, `.git` and `/` at the end.
std::string repository_key(std::string_view address) {
  const std::size_t scheme = address.find("://");
  if (scheme != std::string_view::npos) address.remove_prefix(scheme + 3);
  address.remove_prefix(address.substr(0, address.find('/')).rfind('@') + 1);
  while (address.ends_with('/'))
    address.remove_suffix(1);
  if (address.ends_with(".git")) address.remove_suffix(4);
  const std::size_t end = std::min(address.find_first_of(":/"), address.size());
  const bool is_scp = scheme == std::string_view::npos && address.substr(end).starts_with(':');
  const std::string host = ascii_lower(address.substr(0, end));
  return host + (is_scp ? "/" : "") + std::string(address.substr(is_scp ? end + 1 : end));
}

/// The repository and branch that an environment is kept in; two in one place have one key.
std::string place_key(const Environment& environment, const Home& home) {
  const auto& addresses = home.addresses;
  std::string repository = repository_key(environment.repository.value_or(""));
  const auto is_home = [&](const std::string& each) { return repository_key(each) == repository; };
  if (std::any_of(addresses.begin(), addresses.end(), is_home)) repository.clear();
  const bool is_default = repository.empty() && environment.branch == home.branch;
  return repository + '\n' + (is_default ? "" : environment.branch.value_or(""));
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
Territory territory(const Environment& owner, const std::string& path, const Home& home) {
  const std::string where = place_key(owner, home);
  const std::string folded = ascii_lower(path);
  std::string key = where + '\n' + folded;
  std::replace(key.begin(), key.end(), '/', '\x01');
  return {where, path, folded, &owner, std::move(key)};
}

std::vector<Territory> territories(const Config& config, const Home& home) {
  std::vector<Territory> result;
  for (const Environment& environment : config.environments) {
    std::set<std::string> paths;
    for (const std::string& service : services_of(config, environment)) {
      paths.insert(expand(environment.path, service, environment.name));
    }
    for (const std::string& path : paths)
      result.push_back(territory(environment, path, home));
  }
  return result;
}

/// Two environments are in one place by other words: then these are told too.
std::string told_place(const Environment& one, const Environment& other, const Home& home) {
  const bool same = one.branch == other.branch && one.repository == other.repository;
  if (same) return {};
  if (one.repository != other.repository) return ": their repositories are one";
  return fmt::format(": `{}` is the default branch", *home.branch);
}

[[noreturn]] void refuse(const Territory& outer, const Territory& inner, const Value& section,
                         const Home& home) {
  const Value place = *entry_of(section, *inner.owner).find("path");
  const std::string told = told_place(*outer.owner, *inner.owner, home);
  if (outer.path == inner.path) {
    throw place.error(fmt::format("environments `{}` and `{}` have the same path, `{}`{}",
                                  outer.owner->name, inner.owner->name, inner.path, told),
                      "give each its own path, branch or repository");
  }
  if (outer.folded == inner.folded) {
    throw place.error(
        fmt::format("the paths of environments `{}` and `{}` differ in letter case "
                    "alone, `{}` and `{}`{}",
                    outer.owner->name, inner.owner->name, outer.path, inner.path, told),
        "give each its own path: many disks take the two for one folder");
  }
  throw place.error(fmt::format("the path of environment `{}`, `{}`, lies in that of `{}`, `{}`{}",
                                inner.owner->name, inner.path, outer.owner->name,
                                outer.path.empty() ? "." : outer.path, told),
                    "give each a path of its own: what is written to one would change the other");
}

void check_territories(const Config& config, const Value& section, const Home& home) {
  std::vector<Territory> sorted = territories(config, home);
  std::stable_sort(sorted.begin(), sorted.end(), [](const Territory& left, const Territory& right) {
    return left.sort_key < right.sort_key;
  });
  std::vector<const Territory*> around;
  for (const Territory& territory : sorted) {
    const auto is_outside = [&](const Territory* outer) {
      return outer->where != territory.where || !is_below(territory.folded, outer->folded);
    };
    while (!around.empty() && is_outside(around.back()))
      around.pop_back();
    if (!around.empty() && around.back()->owner != territory.owner) {
      refuse(*around.back(), territory, section, home);
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

void check_environments(const Config& config, const Value& section, const Home& home) {
  check_subsets(config, section);
  check_territories(config, section, home);
}

void check_deploy_places(const Config& config, const Value& services, const Home& home) {
  for (const Service& service : config.services) {
    const auto shared = std::find_if(service.deploy.begin(), service.deploy.end(), is_for_all);
    if (shared == service.deploy.end()) continue;
    std::map<std::string, const Environment*> users;
    for (const Environment& environment : config.environments) {
      if (!takes(environment, service)) continue;
      const auto [user, is_new] = users.emplace(place_key(environment, home), &environment);
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
