// SPDX-License-Identifier: MIT
#include "deploy/environment_difference.hpp"

#include <iterator>
#include <map>
#include <set>

#include "deploy/built_path.hpp"
#include "deploy/deploy.hpp"

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

template <typename T>
void move_to(std::vector<T>& from, std::vector<T>& to) {
  to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

}  // namespace

EnvironmentDifference compare_environment(const std::string& name, const RepositoryState& before,
                                          const RepositoryState& after) {
  const Folders old = folders_of(name, before);
  const Folders now = folders_of(name, after);
  std::set<std::string> names;
  for (const Folders* folders : {&old, &now}) {
    for (const auto& [folder, built] : *folders)
      names.insert(folder);
  }
  EnvironmentDifference result{name, {}, {}};
  for (const std::string& folder : names) {
    const auto find = [&](const Folders& folders) {
      const auto found = folders.find(folder);
      return found == folders.end() ? nullptr : &found->second;
    };
    const BuiltFolder* was = find(old);
    const BuiltFolder* is = find(now);
    const BuiltFolder* missing = is != nullptr && !is->build ? is : nullptr;
    if (missing == nullptr && was != nullptr && !was->build) missing = was;
    if (missing != nullptr) {
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

}  // namespace relctl::deploy
