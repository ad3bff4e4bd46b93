// SPDX-License-Identifier: MIT
#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "adopt/environment_names.hpp"
#include "adopt/listing.hpp"
#include "adopt/survey.hpp"
#include "tree/path.hpp"
#include "yaml/document.hpp"

namespace relctl::adopt {
namespace {

/// The service that a key belongs to: by folder, by image, by the key's first word, or because
/// there is but one.
std::optional<std::string> owner_of_place(const Survey& survey, const ValuesFamily& family,
                                          const ValuesKey& key) {
  for (const ServiceFolder& folder : survey.folders) {
    if (!folder.folder.empty() && is_below(family.path, folder.folder)) return folder.name;
  }
  const std::string image = key.repository ? service_of_image(*key.repository) : "";
  const std::string word = as_name(key.key.substr(0, key.key.find('.')));
  for (const ServiceFolder& folder : survey.folders) {
    if (folder.name == image || image.ends_with('-' + folder.name) || folder.name == word) {
      return folder.name;
    }
  }
  if (key.repository &&
      ownership(*key.repository, survey.origin, survey.names()) == Ownership::foreign) {
    return std::nullopt;
  }
  if (survey.folders.size() == 1) return survey.folders.front().name;
  if (survey.only_deploys()) return key.repository ? image : survey.name;
  return std::nullopt;
}

std::set<std::string> tags_at(const Survey& survey, const ValuesFamily& family,
                              const std::string& key) {
  std::set<std::string> tags;
  for (const auto& [environment, path] : family.environments) {
    if (const auto tag = yaml::get(survey.tree.read(path), path, key)) tags.insert(*tag);
  }
  return tags;
}

void take_keys(Survey& survey, const ValuesFamily& family) {
  for (const ValuesKey& key : family.keys) {
    const auto owner = owner_of_place(survey, family, key);
    if (!owner) {
      survey.unsure(
          fmt::format("{}: {} is of no service here, and was left out", family.path, key.key));
      continue;
    }
    config::DeployPlace place;
    place.path = family.path;
    place.key = key.key;
    place.value = tag_template(tags_at(survey, family, key.key)).value_or("{version}");
    survey.need_service(*owner).deploy.push_back(std::move(place));
  }
  for (const auto& [key, paths] : family.lacking) {
    survey.unsure(fmt::format("{}: {} was left out, since {} has no such key", family.path, key,
                              fmt::join(paths, ", ")));
  }
}

/// The environment's own folder, or the values file where the folder is shared.
std::string path_of(const std::string& family, const std::string& values) {
  const std::vector<std::string> parts = parts_of(family);
  const std::vector<std::string> own = parts_of(values);
  std::string path;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    path = join_path(path, own[i]);
    if (parts[i] == "{environment}") break;
  }
  return path;
}

void take_environments(Survey& survey, const ValuesFamily& family) {
  std::vector<std::string> names;
  for (const auto& [name, path] : family.environments)
    names.push_back(name);
  sort_environments(names);
  for (const std::string& name : names) {
    config::Environment environment;
    environment.name = name;
    environment.path = path_of(family.path, family.environments.at(name));
    survey.findings.config.environments.push_back(std::move(environment));
  }
}

bool has_environments(const Survey& survey) {
  const auto& services = survey.findings.config.services;
  return !survey.findings.config.environments.empty() &&
         std::any_of(services.begin(), services.end(),
                     [](const auto& service) { return !service.images.empty(); });
}

}  // namespace

void find_deploy_places(Survey& survey) {
  const auto families = find_values(survey.tree, survey.files);
  if (families.empty()) return;
  const bool has_others = has_environments(survey);
  for (const ValuesFamily& family : families) {
    const bool fits = std::all_of(
        survey.findings.config.environments.begin(), survey.findings.config.environments.end(),
        [&](const auto& each) { return family.environments.contains(each.name); });
    if (has_others && !fits) {
      survey.unsure(
          fmt::format("{} is not there for each environment, and was left out", family.path));
    } else {
      take_keys(survey, family);
    }
  }
  if (has_others) return;
  survey.findings.config.environments.clear();
  take_environments(survey, families.front());
}

}  // namespace relctl::adopt
