// SPDX-License-Identifier: MIT
#include "deploy/environment_difference.hpp"

#include <iterator>
#include <map>
#include <set>

#include <fmt/format.h>

#include "base/error.hpp"
#include "deploy/built_path.hpp"
#include "deploy/deploy.hpp"
#include "deploy/rendering.hpp"
#include "plan/draft.hpp"
#include "render/render.hpp"
#include "tree/path.hpp"
#include "yaml/document.hpp"

namespace relctl::deploy {
namespace {

using Folders = std::map<std::string, BuiltFolder>;

Folders folders_of(const std::string& name, const RepositoryState& state) {
  const config::Environment* environment = config::find_named(state.config.environments, name);
  Folders folders;
  if (environment == nullptr) return folders;
  std::set<std::string> paths;
  for (const config::Service& service : state.config.services) {
    if (runs_in(service, *environment)) paths.insert(path_of(*environment, service));
  }
  for (const std::string& path : paths) {
    for (BuiltFolder& built : build_path(state.tree, path))
      folders.emplace(built.folder, std::move(built));
  }
  return folders;
}

/// The folders of either.
std::set<std::string> names_in(const Folders& old, const Folders& now) {
  std::set<std::string> names;
  for (const Folders* folders : {&old, &now}) {
    for (const auto& [folder, built] : *folders)
      names.insert(folder);
  }
  return names;
}

const BuiltFolder* built_in(const Folders& folders, const std::string& folder) {
  const auto found = folders.find(folder);
  return found == folders.end() ? nullptr : &found->second;
}

bool not_built(const BuiltFolder* folder) {
  return folder != nullptr && !folder->build;
}

template <typename T>
void move_to(std::vector<T>& from, std::vector<T>& to) {
  to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

}  // namespace

EnvironmentDifference compare_environment(const std::string& name, const RepositoryState& before,
                                          const RepositoryState& after) {
  const Folders old = folders_of(name, before);
  const Folders now = folders_of(name, after);
  EnvironmentDifference result{name, {}, {}};
  for (const std::string& folder : names_in(old, now)) {
    const BuiltFolder* was = built_in(old, folder);
    const BuiltFolder* is = built_in(now, folder);
    if (const BuiltFolder* missing = not_built(is) ? is : not_built(was) ? was : nullptr) {
      result.not_built.push_back(missing->fault);
      continue;
    }
    render::Difference difference = render::compare(was == nullptr ? nullptr : &*was->build,
                                                    is == nullptr ? nullptr : &*is->build);
    move_to(difference.added, result.objects.added);
    move_to(difference.removed, result.objects.removed);
    move_to(difference.changed, result.objects.changed);
  }
  return result;
}

namespace {

/// The folder that draws the paths of an environment together for a comparison.
constexpr const char* whole = ".relctl-whole";

std::string kustomization_of(const config::Config& config, const config::Environment& environment,
                             const std::string& common_namespace) {
  std::string text = "resources:\n";
  for (const RenderTarget& target : render_targets(config, environment))
    text += fmt::format("  - {}\n", yaml::quote_if_needed("../" + target.path));
  if (!common_namespace.empty())
    text += fmt::format("namespace: {}\n", yaml::quote_if_needed(common_namespace));
  return text;
}

/// Builds all paths of the environment, in `common_namespace` if that is not empty.
render::Build build_whole(const config::Config& config, const PlacedEnvironment& placed,
                          const std::string& common_namespace) {
  plan::Draft draft(placed.tree);
  draft.write(join_path(whole, "kustomization.yaml"),
              kustomization_of(config, placed.environment, common_namespace));
  return render::build(draft, whole);
}

/// The one namespace that all objects lie in which say one; empty where there are several.
std::string only_namespace(const render::Build& build) {
  std::set<std::string> names;
  for (const render::Object* object : build.objects()) {
    if (!object->id().ns.empty()) names.insert(object->id().ns);
  }
  return names.size() == 1 ? *names.begin() : std::string();
}

}  // namespace

EnvironmentDifference compare_rendered(const config::Config& config,
                                       const PlacedEnvironment& before,
                                       const PlacedEnvironment& after) {
  EnvironmentDifference result{
      fmt::format("{} -> {}", before.environment.name, after.environment.name), {}, {}};
  try {
    render::Build old = build_whole(config, before, "");
    const render::Build now = build_whole(config, after, "");
    const std::string common = only_namespace(now);
    if (!common.empty() && !only_namespace(old).empty()) old = build_whole(config, before, common);
    result.objects = render::compare(&old, &now);
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::input) throw;
    result.not_built.emplace_back(error.what());
  }
  return result;
}

}  // namespace relctl::deploy
