// SPDX-License-Identifier: MIT
#include "check/folders.hpp"

#include <algorithm>
#include <array>

#include "base/error.hpp"
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

/// Adds the folder that `path` names for `service`, if it is not there yet.
void add_folder(const config::Environment& environment, const config::Service& service,
                const std::string& path, std::vector<std::string>& folders) {
  std::string folder = folder_at(config::expand(path, service.name, environment.name));
  if (std::find(folders.begin(), folders.end(), folder) == folders.end())
    folders.push_back(std::move(folder));
}

/// What the environment's path is made from; nothing where people write it.
std::optional<std::string> source_of(const config::Environment& environment) {
  return environment.render ? environment.render->path : environment.source;
}

}  // namespace

std::vector<std::string> environment_folders(const Tree& tree, const config::Config& config,
                                             const config::Environment& environment) {
  std::vector<std::string> folders;
  const auto source = source_of(environment);
  for (const config::Service& service : config.services) {
    if (!deploy::runs_in(service, environment)) continue;
    const bool is_there =
        !source || is_kustomization(tree, folder_at(deploy::path_of(environment, service)));
    add_folder(environment, service, is_there ? environment.path : *source, folders);
  }
  return folders;
}

std::vector<std::string> source_folders(const config::Config& config,
                                        const config::Environment& environment) {
  std::vector<std::string> folders;
  for (const config::Service& service : config.services) {
    if (deploy::runs_in(service, environment))
      add_folder(environment, service, environment.render->path, folders);
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

}  // namespace relctl::check
