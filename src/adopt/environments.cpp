// SPDX-License-Identifier: MIT
#include <algorithm>
#include <map>
#include <memory>
#include <utility>

#include <climits>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "adopt/environment_names.hpp"
#include "adopt/layers.hpp"
#include "adopt/listing.hpp"
#include "adopt/survey.hpp"
#include "base/error.hpp"
#include "deploy/deploy.hpp"
#include "tree/path.hpp"

namespace relctl::adopt {
namespace {

/// The names that a part of a path may have to be a service's: folders of services, and where
/// nothing is built here folders that an image is named after (`apps/api` of `shop-api`).
std::set<std::string> service_names(const Survey& survey) {
  std::set<std::string> names;
  for (const ServiceFolder& folder : survey.folders) {
    if (!folder.folder.empty()) names.insert(folder.name);
  }
  if (!survey.only_deploys()) return names;
  std::set<std::string> folders;
  for (const std::string& path : survey.deployments) {
    for (const std::string& part : parts_of(directory_of(path)))
      folders.insert(part);
  }
  for (const auto& [image, tags] : images_in(survey.tree, common_folder(survey.deployments)).tags) {
    const std::string own = service_of_image(image);
    for (const std::string& folder : folders) {
      if (own == folder || own.ends_with('-' + folder)) names.insert(folder);
    }
  }
  return names;
}

std::string with_environment(std::string path, const std::string& name) {
  constexpr std::string_view placeholder = "{environment}";
  if (const auto at = path.find(placeholder); at != std::string::npos) {
    path.replace(at, placeholder.size(), name);
  }
  return path;
}

void take_family(Survey& survey, const Family& family) {
  std::vector<std::string> names;
  for (const auto& [name, services] : family.environments)
    names.push_back(name);
  sort_environments(names);
  for (const std::string& name : names) {
    config::Environment environment;
    environment.name = name;
    environment.path = with_environment(family.path, family.spelled.at(name));
    if (family.source)
      environment.source = with_environment(*family.source, family.spelled.at(name));
    const std::set<std::string>& services = family.environments.at(name);
    if (!services.contains("")) environment.services = {services.begin(), services.end()};
    survey.findings.config.environments.push_back(std::move(environment));
    if (environment_rank(name)) continue;
    survey.unsure(fmt::format("the name of environment {} tells no order: it was put last", name));
  }
  if (!family.source) return;
  const std::string folder = family.path.substr(0, family.path.find('{'));
  const std::size_t end = folder.rfind('/');
  if (end != std::string::npos) survey.findings.config.generated.push_back(folder.substr(0, end));
}

Reading reading_of(const Family& family) {
  Reading reading{family.path, {}};
  for (const auto& [name, services] : family.environments)
    reading.environments.push_back(name);
  return reading;
}

/// Tells which folders look like environments besides those that were taken.
void mention_others(Survey& survey, const std::vector<Family>& families) {
  const Family& taken = families.front();
  for (const Family& family : families) {
    const bool is_below = family.path == taken.source || family.path == taken.below;
    if (family.path == taken.path || is_below || family.below == taken.path) continue;
    const Reading reading = reading_of(family);
    survey.unsure(fmt::format("{} ({}) looks like environments too, and was left out", reading.path,
                              fmt::join(reading.environments, ", ")));
    survey.findings.readings.push_back(reading);
  }
  if (!survey.findings.readings.empty()) {
    survey.findings.readings.insert(survey.findings.readings.begin(), reading_of(taken));
  }
}

void take_branches(Survey& survey) {
  std::map<std::string, std::string> branches;
  for (const std::string& branch : survey.facts.branches) {
    if (const auto name = environment_of_branch(branch)) branches[*name] = branch;
  }
  std::vector<std::string> names;
  names.reserve(branches.size());
  for (const auto& [name, branch] : branches)
    names.push_back(name);
  sort_environments(names);
  for (const std::string& name : names) {
    config::Environment environment;
    environment.name = name;
    environment.path = common_folder(survey.deployments);
    environment.branch = branches[name];
    survey.findings.config.environments.push_back(std::move(environment));
  }
}

void take_only_place(Survey& survey) {
  config::Environment environment;
  environment.name = "production";
  environment.path = common_folder(survey.deployments);
  survey.unsure(fmt::format(
      "nothing tells environments apart: {} was taken for the only one, called production",
      environment.path.empty() ? "the whole repository" : environment.path));
  survey.findings.config.environments.push_back(std::move(environment));
}

bool runs_in(const Survey& survey, const config::Service& service,
             const config::Environment& environment) {
  if (!deploy::runs_in(service, environment)) return false;
  // Another branch's files are not here; they are like this one's, or the layout would be another.
  const std::string path = config::expand(environment.path, service.name, environment.name);
  const std::string source =
      config::expand(environment.source.value_or(path), service.name, environment.name);
  const auto images = images_in(survey.tree, source).tags;
  const bool has_images =
      std::any_of(service.images.begin(), service.images.end(), [&](const config::Image& image) {
        return images.contains(config::repository_in(image, environment.name));
      });
  const auto places = deploy::places_of(service, environment);
  const bool has_places =
      !places.empty() && std::all_of(places.begin(), places.end(), [&](const auto& place) {
        return survey.tree.find(place.path).has_value();
      });
  return service.images.empty() ? has_places : has_images && (places.empty() || has_places);
}

void limit_services(const Survey& survey, config::Environment& environment) {
  std::vector<std::string> running;
  for (const config::Service& service : survey.findings.config.services) {
    if (runs_in(survey, service, environment)) running.push_back(service.name);
  }
  environment.services = std::move(running);
}

/// Why a release could not be written to the environment; nothing where it can, or where its files
/// are on another branch.
std::optional<std::string> fault_of(const Survey& survey, const config::Environment& environment) {
  if (environment.branch) return std::nullopt;
  // The survey's tree lives longer than this.
  const std::shared_ptr<const Tree> tree(std::shared_ptr<const Tree>(), &survey.tree);
  try {
    deploy::check_places(tree, survey.findings.config, environment);
  } catch (const Error& error) {
    return error.what();
  }
  return std::nullopt;
}

std::string shown(const std::string& path) {
  return path.empty() ? "." : path;
}

int rank_of(const config::Environment& environment) {
  return environment_rank(environment.name).value_or(INT_MAX);
}

/// Environments of one rank (production-eu, production-us) wait for the same ones before them.
void put_in_order(Survey& survey) {
  std::vector<config::Environment>& all = survey.findings.config.environments;
  std::vector<std::string> before;
  std::vector<std::string> same;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const bool is_peer =
        i > 0 && rank_of(all[i]) == rank_of(all[i - 1]) && rank_of(all[i]) < INT_MAX;
    if (!is_peer) before = std::exchange(same, {});
    all[i].after = before;
    same.push_back(all[i].name);
    // Where nothing is built, versions come from elsewhere: by promotion.
    all[i].automatic = i == 0 && !survey.only_deploys() &&
                       (!all[i].branch || all[i].branch == survey.facts.branch);
  }
}

}  // namespace

void find_environments(Survey& survey) {
  survey.service_names = service_names(survey);
  auto families = find_families(survey.tree, survey.deployments, survey.service_names,
                                pointed_folders(survey.tree, survey.files));
  std::stable_partition(families.begin(), families.end(),
                        [&](const Family& family) { return family.path == survey.facts.chosen; });
  const bool has_branches = std::any_of(
      survey.facts.branches.begin(), survey.facts.branches.end(),
      [](const std::string& branch) { return environment_of_branch(branch).has_value(); });
  if (!families.empty()) {
    take_family(survey, families.front());
    mention_others(survey, families);
  } else if (has_branches && !survey.deployments.empty()) {
    take_branches(survey);
  } else if (!survey.deployments.empty()) {
    take_only_place(survey);
  }
}

void settle_environments(Survey& survey) {
  std::vector<config::Environment> kept;
  for (config::Environment& environment : survey.findings.config.environments) {
    limit_services(survey, environment);
    if (environment.services.empty()) {
      survey.unsure(fmt::format("environment {} was left out: no service's image was found in {}",
                                environment.name, shown(environment.path)));
      continue;
    }
    if (const auto fault = fault_of(survey, environment)) {
      survey.unsure(fmt::format("environment {} was left out: {}", environment.name, *fault));
      continue;
    }
    if (environment.services.size() == survey.findings.config.services.size()) {
      environment.services.clear();
    }
    kept.push_back(std::move(environment));
  }
  survey.findings.config.environments = std::move(kept);
  if (survey.findings.config.environments.empty()) survey.findings.config.generated.clear();
  put_in_order(survey);
}

}  // namespace relctl::adopt
