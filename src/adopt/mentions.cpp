// SPDX-License-Identifier: MIT
#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "adopt/environment_names.hpp"
#include "adopt/layers.hpp"
#include "adopt/other_pipelines.hpp"
#include "adopt/survey.hpp"
#include "adopt/version_files.hpp"
#include "kustomize/kustomization.hpp"
#include "tree/path.hpp"

namespace relctl::adopt {
namespace {

bool writes(const config::Service& service, const std::string& path) {
  return std::any_of(service.version_files.begin(), service.version_files.end(),
                     [&](const auto& file) { return file.path == path; });
}

/// The entry of version_files that means `file`.
std::string entry_of(const formats::VersionFile& file) {
  if (file.pattern) return fmt::format("{{path: {}, pattern: '{}'}}", file.path, *file.pattern);
  if (file.format) return fmt::format("{{path: {}, format: {}}}", file.path, *file.format);
  return file.path;
}

/// Names further files that hold a service's present version; whether they follow it, people know.
void mention_repeated_versions(Survey& survey) {
  for (const FoundVersion& found : find_repeated_versions(survey.tree, survey.files)) {
    for (const ServiceFolder& folder : survey.folders) {
      const bool is_own = folder.folder.empty() || is_below(found.folder, folder.folder);
      if (!is_own || folder.version != found.version) continue;
      if (writes(*survey.service(folder.name), found.file.path)) continue;
      survey.unsure(fmt::format(
          "{} says {} too: if it follows the version, add {} to the version_files of {}",
          found.file.path, found.version, entry_of(found.file), folder.name));
    }
  }
}

/// Names the layer below an environment that sets tags too.
void mention_layer(Survey& survey, const config::Environment& environment,
                   const config::Service& service) {
  const auto below =
      environment.render ? std::optional(environment.render->path) : environment.source;
  if (!below) return;
  const std::string folder = config::expand(*below, service.name, environment.name);
  const auto file = kustomize::find_kustomization(survey.tree, folder);
  const auto layer = file ? layer_at(survey.tree, *file) : std::nullopt;
  if (!layer || !layer->fixes_images) return;
  survey.unsure(fmt::format("{} sets tags of images as {} does, which decides: take them out of {}",
                            folder, environment.path, *file));
}

/// Names the places of a tag where there are several.
void mention_places(Survey& survey, const config::Service& service) {
  const std::size_t places = service.deploy.size() + (service.images.empty() ? 0 : 1);
  if (places < 2 || service.deploy.empty()) return;
  std::vector<std::string> names;
  for (const config::DeployPlace& place : service.deploy)
    names.push_back(place.path + " " + place.key);
  if (!service.images.empty()) names.push_back("the images of the environment's path");
  survey.unsure(
      fmt::format("the tag of {} stands in several places of each environment, and all "
                  "get the version: {}",
                  service.name, fmt::join(names, ", ")));
}

void mention_double_places(Survey& survey) {
  for (const config::Service& service : survey.findings.config.services) {
    for (const config::Environment& environment : survey.findings.config.environments)
      mention_layer(survey, environment, service);
    mention_places(survey, service);
  }
}

/// Branches that are called like environments, where those were found otherwise.
void mention_branches(Survey& survey) {
  const auto& environments = survey.findings.config.environments;
  for (const std::string& branch : survey.facts.branches) {
    const bool is_taken = std::any_of(environments.begin(), environments.end(),
                                      [&](const auto& each) { return each.branch == branch; });
    if (is_taken || !environment_of_branch(branch)) continue;
    survey.unsure(fmt::format(
        "branch {} is called like an environment, and was left out: {}", branch,
        environments.empty() ? "no Kubernetes files were found"
                             : "folders tell the environments apart; `branch:` says otherwise"));
  }
}

/// Names what the pipelines do that relctl is to do.
void mention_release_steps(Survey& survey) {
  for (const ReleaseStep& step : find_release_steps(survey.tree, survey.facts.files)) {
    survey.unsure(fmt::format("{}:{} {}: remove it where relctl does so: {}", step.path, step.line,
                              step.does, step.text));
  }
}

void mention_gaps(Survey& survey) {
  const config::Config& config = survey.findings.config;
  for (const config::Service& service : config.services) {
    if (config::is_deployed(service) || config.environments.empty()) continue;
    survey.unsure(fmt::format("no image of {} was found in the environments", service.name));
  }
  if (config.environments.empty()) {
    survey.unsure("no Kubernetes files were found: there are no environments to promote to");
  }
}

}  // namespace

void mention_what_remains(Survey& survey) {
  mention_repeated_versions(survey);
  mention_gaps(survey);
  mention_double_places(survey);
  mention_branches(survey);
  mention_release_steps(survey);
}

}  // namespace relctl::adopt
