// SPDX-License-Identifier: MIT
#include "check/environment.hpp"

#include <algorithm>
#include <map>
#include <optional>

#include <fmt/format.h>

#include "base/nearest.hpp"
#include "check/checks.hpp"
#include "check/folders.hpp"
#include "check/ignores.hpp"
#include "check/known.hpp"
#include "check/manifests.hpp"

namespace relctl::check {
namespace {

void require_check(const std::string& id) {
  if (find_check(id) != nullptr) return;
  std::vector<std::string> ids;
  for (const Check& check : all_checks())
    ids.emplace_back(check.id);
  Error error(ErrorKind::usage, fmt::format("there is no check `{}`", id));
  if (const auto near = nearest(id, ids)) error.hint(fmt::format("did you mean `{}`?", *near));
  throw error.hint("`man relctl-check` lists them all");
}

bool has_id(const std::vector<std::string>& ids, std::string_view id) {
  return std::find(ids.begin(), ids.end(), id) != ids.end();
}

bool is_in_profile(const Check& check, const std::string& profile) {
  if (profile.empty() || check.profile == Profile::none) return false;
  return profile == "restricted" || check.profile == Profile::baseline;
}

/// Whether the configuration asks for the check in `environment`.
bool is_asked_for(const Check& check, const std::optional<config::Checks>& checks,
                  const std::string& environment) {
  if (!checks) return check.is_default;
  if (has_id(checks->disable, check.id)) return false;
  if (check.is_default || is_in_profile(check, checks->profile)) return true;
  return std::any_of(checks->enable.begin(), checks->enable.end(), [&](const auto& enabled) {
    return enabled.id == check.id &&
           (enabled.environments.empty() || has_id(enabled.environments, environment));
  });
}

std::vector<const Check*> chosen_checks(const std::vector<std::string>& only,
                                        const config::Config& config,
                                        const std::string& environment) {
  for (const std::string& id : only)
    require_check(id);
  std::vector<const Check*> chosen;
  for (const Check& check : all_checks()) {
    const bool is_chosen =
        only.empty() ? is_asked_for(check, config.checks, environment) : has_id(only, check.id);
    if (is_chosen) chosen.push_back(&check);
  }
  return chosen;
}

/// Builds `folders`, and holds their objects to `checks`.
EnvironmentCheck check_folders(const Tree& tree, const config::Environment& environment,
                               const std::vector<std::string>& folders,
                               const std::vector<const Check*>& checks) {
  EnvironmentCheck result;
  std::vector<render::Build> builds;
  for (const std::string& folder : folders) {
    if (auto build = built_folder(tree, folder, result)) builds.push_back(std::move(*build));
  }
  const Manifests manifests(std::move(builds));
  result.objects = manifests.objects().size();
  result.ignores = annotated_ignores(manifests);
  static const std::vector<std::string> anywhere;
  const auto& policy = environment.images_policy;
  const Subject subject{manifests, policy ? policy->registries : anywhere};
  Report report(result.findings);
  for (const Check* check : checks) {
    report.begin(*check);
    check->run(subject, report);
  }
  return result;
}

/// Nobody writes a rendered path: what is found there is to be changed where the same is found in
/// the folders that it is rendered from.
void place_in_source(const Tree& tree, const config::Config& config,
                     const config::Environment& environment,
                     const std::vector<const Check*>& checks, EnvironmentCheck& result) {
  const EnvironmentCheck source =
      check_folders(tree, environment, source_folders(config, environment), checks);
  std::map<std::string, const Finding*> by_key;
  for (const Finding& finding : source.findings)
    by_key.emplace(finding_key(finding), &finding);
  for (Finding& finding : result.findings) {
    const auto same = by_key.find(finding_key(finding));
    if (same == by_key.end()) continue;
    finding.where = same->second->where;
    finding.setter = same->second->setter;
  }
}

/// What is found in the environment's own paths.
EnvironmentCheck check_paths(const Tree& tree, const config::Config& config,
                             const config::Environment& environment,
                             const std::vector<const Check*>& checks) {
  EnvironmentCheck result =
      check_folders(tree, environment, environment_folders(tree, config, environment), checks);
  result.name = environment.name;
  return result;
}

}  // namespace

EnvironmentCheck check_environment(const Tree& tree, const config::Config& config,
                                   const config::Environment& environment,
                                   const std::vector<std::string>& only) {
  const auto checks = chosen_checks(only, config, environment.name);
  EnvironmentCheck result = check_paths(tree, config, environment, checks);
  if (environment.render && !result.findings.empty())
    place_in_source(tree, config, environment, checks, result);
  return result;
}

EnvironmentCheck check_on_branch(const Tree& tree, const Tree& sources,
                                 const config::Config& config,
                                 const config::Environment& environment,
                                 const std::vector<std::string>& only) {
  const auto checks = chosen_checks(only, config, environment.name);
  EnvironmentCheck result = check_paths(tree, config, environment, checks);
  const auto tell_branch = [&](Location& where) {
    if (!where.file.empty()) where.file = *environment.branch + ":" + where.file;
  };
  for (Finding& finding : result.findings)
    tell_branch(finding.where);
  for (NotBuilt& folder : result.not_built)
    tell_branch(folder.where);
  for (Ignore& ignore : result.ignores)
    tell_branch(ignore.where);
  if (environment.render && !result.findings.empty())
    place_in_source(sources, config, environment, checks, result);
  return result;
}

}  // namespace relctl::check
