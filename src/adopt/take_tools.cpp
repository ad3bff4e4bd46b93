// SPDX-License-Identifier: MIT
#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "adopt/listing.hpp"
#include "adopt/services.hpp"
#include "adopt/survey.hpp"
#include "adopt/tool_settings.hpp"
#include "base/error.hpp"
#include "config/glob.hpp"
#include "config/sections.hpp"
#include "semver/version.hpp"
#include "tree/path.hpp"

namespace relctl::adopt {
namespace {

/// The service that a tool releases as `package`; added where the folder is nobody's yet.
config::Service* service_of(Survey& survey, const ToolPackage& package) {
  for (const ServiceFolder& folder : survey.folders) {
    if (folder.folder == package.folder) return survey.service(folder.name);
  }
  if (package.folder.empty()) {
    if (survey.folders.size() == 1) return survey.service(survey.folders.front().name);
    return survey.folders.empty() ? &survey.need_service(survey.name) : nullptr;
  }
  const auto entry = survey.tree.find(package.folder);
  if (!entry || entry->mode != Mode::directory) return nullptr;
  config::Service& service = survey.need_service(as_name(base_name(package.folder)));
  service.paths = {package.folder};
  return &service;
}

bool is_known(const config::Service& service, const formats::VersionFile& file) {
  return std::any_of(service.version_files.begin(), service.version_files.end(),
                     [&](const auto& known) { return known.path == file.path; });
}

/// Takes over where the tool writes the version, as far as it can be read and agrees.
void take_places(Survey& survey, config::Service& service, const ToolSettings& settings,
                 const ToolPackage& package) {
  for (const formats::VersionFile& file : package.files) {
    if (is_known(service, file)) continue;
    try {
      const std::string version = formats::read_version(survey.tree, file);
      std::string& present = survey.findings.versions[service.name];
      if (present.empty()) present = version;
      if (version == present) {
        service.version_files.push_back(file);
        continue;
      }
      survey.unsure(fmt::format("{} says {}, and {} {}: {} writes it, and it was left out",
                                file.path, version, service.name, present, settings.tool));
    } catch (const Error& error) {
      if (error.kind() != ErrorKind::input) throw;
      survey.unsure(fmt::format("{}, which {} writes, was left out: {}", file.path, settings.tool,
                                error.what()));
    }
  }
}

/// What the tool says is released, where no file says it.
void compare_version(Survey& survey, const config::Service& service, const ToolSettings& settings,
                     const ToolPackage& package) {
  if (!package.version || !semver::parse(*package.version)) return;
  const auto present = survey.findings.versions.find(service.name);
  if (present != survey.findings.versions.end()) {
    if (present->second == *package.version) return;
    survey.unsure(fmt::format("{} says that {} is at {}, and its version files say {}",
                              settings.file, service.name, *package.version, present->second));
    return;
  }
  const std::string tag =
      config::expand(package.tag.value_or("v{version}"), service.name, {}, *package.version);
  const auto& tags = survey.facts.tags;
  if (std::find(tags.begin(), tags.end(), tag) != tags.end()) return;
  survey.unsure(fmt::format(
      "{} says that {} is at {}, and neither a file nor a tag says so: tag its commit {}, or begin "
      "with `relctl bump VERSION`",
      settings.file, service.name, *package.version, tag));
}

/// A template that names the service by its word, so that all services have the same.
std::string with_service(std::string tag, const std::string& service) {
  if (!tag.starts_with(service)) return tag;
  return "{service}" + tag.substr(service.size());
}

void take_package(Survey& survey, const ToolSettings& settings, const ToolPackage& package) {
  config::Service* service = service_of(survey, package);
  if (service == nullptr) {
    survey.unsure(fmt::format("{} names the package {}, which is no service here", settings.file,
                              package.folder.empty() ? "." : package.folder));
    return;
  }
  take_places(survey, *service, settings, package);
  compare_version(survey, *service, settings, package);
  if (package.tag) survey.tool_tags[service->name] = with_service(*package.tag, service->name);
  if (package.changelog && !service->changelog) {
    service->changelog =
        readable_changelog(survey.tree, *package.changelog, survey.findings.unsure);
  }
}

/// The branches that are here; one that is not would let nothing be released.
void take_tool_branches(Survey& survey, const ToolSettings& settings) {
  for (const std::string& branch : settings.branches) {
    const auto& all = survey.facts.branches;
    if (std::none_of(all.begin(), all.end(),
                     [&](const auto& each) { return config::matches_branch({branch}, each); })) {
      survey.unsure(fmt::format("{} releases from branch {}, which is not here: it was left out",
                                settings.file, branch));
      continue;
    }
    auto& taken = survey.findings.config.release.branches;
    if (std::find(taken.begin(), taken.end(), branch) == taken.end()) taken.push_back(branch);
  }
}

/// Puts commit types under the level at which the tool has them, and out of the others.
void take_rules(Survey& survey, const ToolSettings& settings) {
  semver::CommitRules& rules = survey.findings.config.release.auto_rules;
  const std::map<std::string, std::vector<std::string>*> lists = {{"major", &rules.major},
                                                                  {"minor", &rules.minor},
                                                                  {"patch", &rules.patch},
                                                                  {"none", &rules.none}};
  for (const auto& [level, types] : settings.rules) {
    for (const std::string& type : types) {
      if (!config::is_commit_pattern(type)) continue;
      for (const auto& [name, list] : lists)
        std::erase(*list, type);
      lists.at(level)->push_back(type);
    }
  }
  const auto& versions = survey.findings.versions;
  const bool has_zero = std::any_of(versions.begin(), versions.end(),
                                    [](const auto& each) { return each.second.starts_with("0."); });
  if (settings.zero && has_zero) rules.zero = *settings.zero;
}

bool has_control(const std::string& text) {
  return std::any_of(text.begin(), text.end(),
                     [](unsigned char c) { return c < ' ' || c == 0x7f; });
}

}  // namespace

void take_tools(Survey& survey) {
  for (const ToolSettings& settings : read_tool_settings(survey.tree, survey.facts.files)) {
    for (const ToolPackage& package : settings.packages)
      take_package(survey, settings, package);
    take_tool_branches(survey, settings);
    take_rules(survey, settings);
    config::Release& release = survey.findings.config.release;
    if (settings.message && !has_control(*settings.message)) release.message = settings.message;
    release.skip_ci = release.skip_ci || settings.skip_ci;
    survey.unsure(
        fmt::format("{} makes releases by {}: what relctl.yaml has a word for was taken over; "
                    "remove it, and its "
                    "step in the pipeline, before relctl releases",
                    settings.file, settings.tool));
    for (const std::string& each : settings.left)
      survey.unsure(fmt::format("{}, not taken over: {}", settings.file, each));
  }
}

}  // namespace relctl::adopt
