// SPDX-License-Identifier: MIT
#include "adopt/look.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "adopt/listing.hpp"
#include "adopt/survey.hpp"
#include "adopt/tags.hpp"
#include "adopt/version_files.hpp"
#include "base/error.hpp"
#include "deploy/deploy.hpp"
#include "record/releases.hpp"
#include "render/render.hpp"
#include "tree/path.hpp"

namespace relctl::adopt {
namespace {

void take_services(Survey& survey) {
  ServiceFolders found = find_services(survey.tree, survey.files, survey.name);
  survey.folders = found.services;
  for (std::string& sentence : found.unsure)
    survey.unsure(std::move(sentence));
  for (const ServiceFolder& folder : survey.folders) {
    config::Service& service = survey.need_service(folder.name);
    if (!folder.folder.empty()) service.paths = {folder.folder};
    service.version_files = folder.files;
    service.changelog = folder.changelog;
    if (folder.version) survey.findings.versions[folder.name] = *folder.version;
    if (folder.context) survey.findings.contexts[folder.name] = *folder.context;
  }
  take_dependencies(survey, found.parts);
}

/// The template of a service's tags: what is there decides, then what another tool was told.
std::string tag_of(const Survey& survey, const std::string& service, const TagFormat& format,
                   const std::string& usual) {
  const auto told = survey.tool_tags.find(service);
  if (told == survey.tool_tags.end()) return format.pattern.value_or(usual);
  config::Service named;
  named.name = service;
  named.tag = told->second;
  const auto& tags = survey.facts.tags;
  const bool is_used = std::any_of(tags.begin(), tags.end(), [&](const std::string& tag) {
    return record::version_of_tag(named, tag).has_value();
  });
  return is_used ? told->second : format.pattern.value_or(told->second);
}

void take_tags(Survey& survey) {
  std::vector<config::Service>& services = survey.findings.config.services;
  std::vector<std::string> names;
  names.reserve(services.size());
  for (const config::Service& service : services)
    names.push_back(service.name);
  const TagFormat format = tag_format(survey.facts.tags, names);
  const std::string usual = names.size() > 1 ? "{service}/v{version}" : "v{version}";
  for (config::Service& service : services)
    service.tag = tag_of(survey, service.name, format, usual);
  if (!format.unreadable.empty()) {
    survey.unsure(fmt::format(
        "tag {} is no semantic version{}: releases get tags of the form {}, and `relctl bump "
        "VERSION` says where their numbers begin",
        format.unreadable.back(),
        format.unreadable.size() == 1
            ? ""
            : fmt::format(", nor are {} others", format.unreadable.size() - 1),
        format.pattern.value_or(usual)));
  }
  if (format.others == 0) return;
  survey.unsure(fmt::format("{} {} of another form than {}", format.others,
                            format.others == 1 ? "tag is" : "tags are",
                            format.pattern.value_or(usual)));
}

void take_forge(Survey& survey) {
  if (!survey.origin || !survey.origin->forge || survey.origin->is_certain) return;
  survey.findings.config.forge.kind = survey.origin->forge;
  survey.unsure(fmt::format("{} was taken for a {} server, by its name", survey.origin->host,
                            *survey.origin->forge));
}

// A configuration needs a service; an empty repository gets one to begin with.
void need_one_service(Survey& survey) {
  if (!survey.findings.config.services.empty()) return;
  survey.need_service(survey.name);
  survey.unsure(
      fmt::format("no version file, Dockerfile or image was found: {} is versioned by "
                  "its tags alone",
                  survey.name));
}

/// True when relctl can build `folder` for each service that runs in the environment.
bool can_render(const Survey& survey, const config::Environment& environment) {
  const auto builds = [&](const config::Service& service) {
    if (!deploy::runs_in(service, environment)) return true;
    try {
      const std::string folder =
          config::expand(*environment.source, service.name, environment.name);
      return !render::build(survey.tree, folder).objects().empty();
    } catch (const Error& error) {
      if (error.kind() != ErrorKind::input) throw;
      return false;
    }
  };
  const auto& services = survey.findings.config.services;
  return std::all_of(services.begin(), services.end(), builds);
}

/// What would be generated from a source is rendered, so that nothing runs that was not promoted.
void prefer_render(Survey& survey) {
  auto& environments = survey.findings.config.environments;
  const bool can_all =
      std::all_of(environments.begin(), environments.end(), [&](const auto& environment) {
        return environment.source && can_render(survey, environment);
      });
  if (!can_all) return;
  for (config::Environment& environment : environments) {
    config::Render render;
    render.path = *environment.source;
    environment.render = std::move(render);
    environment.source.reset();
  }
}

}  // namespace

Findings look(const Tree& tree, const Facts& facts) {
  Survey survey{tree, facts, relevant_files(facts.files), std::nullopt, {}, {}, {}, {}, {}, {}};
  if (facts.remote) survey.origin = read_origin(*facts.remote);
  survey.name = as_name(survey.origin ? survey.origin->name : facts.directory);
  take_services(survey);
  take_tools(survey);
  survey.deployments = deployment_files(tree, survey.files);
  find_environments(survey);
  find_images(survey);
  find_deploy_places(survey);
  need_one_service(survey);
  settle_environments(survey);
  prefer_render(survey);
  take_tags(survey);
  take_forge(survey);
  mention_what_remains(survey);
  survey.findings.ci = find_ci_system(facts.files);
  return std::move(survey.findings);
}

void accept(Findings& findings, const Doubt& doubt) {
  for (config::Service& service : findings.config.services) {
    if (service.name == doubt.service) service.images.push_back({doubt.image});
  }
  std::erase(findings.doubts, doubt);
}

}  // namespace relctl::adopt
