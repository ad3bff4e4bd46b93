// SPDX-License-Identifier: MIT
#include "check/environment.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include <fmt/format.h>

#include "base/nearest.hpp"
#include "check/checks.hpp"
#include "check/ignores.hpp"
#include "check/manifests.hpp"
#include "deploy/deploy.hpp"
#include "tree/path.hpp"

namespace relctl::check {
namespace {

bool is_kustomization(const Tree& tree, const std::string& folder) {
  constexpr std::array<const char*, 3> names = {"kustomization.yaml", "kustomization.yml",
                                                "Kustomization"};
  return std::any_of(names.begin(), names.end(), [&](const char* name) {
    return tree.find(join_path(folder, name)).has_value();
  });
}

std::string folder_at(const std::string& path) {
  return path == "." ? "" : path;
}

/// The folders that make up the environment, each once.
std::vector<std::string> folders_of(const Tree& tree, const config::Config& config,
                                    const config::Environment& environment) {
  std::vector<std::string> folders;
  for (const config::Service& service : config.services) {
    if (!deploy::runs_in(service, environment)) continue;
    std::string folder = folder_at(deploy::path_of(environment, service));
    if (environment.source && !is_kustomization(tree, folder))
      folder = folder_at(config::expand(*environment.source, service.name, environment.name));
    if (std::find(folders.begin(), folders.end(), folder) == folders.end())
      folders.push_back(std::move(folder));
  }
  return folders;
}

std::optional<render::Build> built_folder(const Tree& tree, const std::string& folder,
                                          EnvironmentCheck& result) {
  const std::string shown = folder.empty() ? "." : folder;
  if (!is_kustomization(tree, folder)) {
    result.not_built.push_back(
        {shown, "there is no kustomization in it", {shown, 0, 0, ""}, false});
    return std::nullopt;
  }
  try {
    return render::build(tree, folder);
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::input) throw;
    result.not_built.push_back(
        {shown, error.what(), error.where().value_or(Location{shown, 0, 0, ""})});
    return std::nullopt;
  }
}

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

}  // namespace

EnvironmentCheck check_environment(const Tree& tree, const config::Config& config,
                                   const config::Environment& environment,
                                   const std::vector<std::string>& only) {
  EnvironmentCheck result;
  result.name = environment.name;
  std::vector<render::Build> builds;
  for (const std::string& folder : folders_of(tree, config, environment)) {
    if (auto build = built_folder(tree, folder, result)) builds.push_back(std::move(*build));
  }
  const Manifests manifests(std::move(builds));
  result.objects = manifests.objects().size();
  static const std::vector<std::string> anywhere;
  const Subject subject{manifests,
                        config.images_policy ? config.images_policy->registries : anywhere};
  result.ignores = annotated_ignores(manifests);
  Report report(result.findings);
  for (const Check* check : chosen_checks(only, config, environment.name)) {
    report.begin(*check);
    check->run(subject, report);
  }
  return result;
}

}  // namespace relctl::check
