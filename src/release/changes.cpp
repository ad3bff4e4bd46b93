// SPDX-License-Identifier: MIT
#include "release/changes.hpp"

#include <algorithm>
#include <set>

#include "base/error.hpp"
#include "deploy/deploy.hpp"
#include "formats/version_file.hpp"
#include "kustomize/images.hpp"
#include "plan/draft.hpp"
#include "record/trailers.hpp"
#include "tree/changed_paths.hpp"
#include "tree/memory_tree.hpp"
#include "tree/path.hpp"

namespace relctl::release {
namespace {

/// Written into both sides of a comparison; every format takes it.
constexpr const char* any_version = "0.0.0";

/// Carries out a step that fails where a file is not as the configuration wants it: such a file
/// stays as it is, and differs then.
template <typename Step>
void attempt(const Step& step) {
  try {
    step();
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::input) throw;
  }
}

/// An environment at the root of the repository has no path of its own: the images it sets stand
/// among the source.
void erase_images(plan::Draft& draft, const config::Environment& environment,
                  const config::Service& service) {
  const std::string path = config::expand(environment.path, service.name, environment.name);
  if (!is_below("", path)) return;
  for (const config::Image& image : service.images) {
    attempt([&] {
      draft.write(kustomize::set_images(draft, path, {{image.name, any_version, {}}}));
    });
  }
}

/// Writes the same version into those version files and deploy places that are among `paths`.
void erase_versions(plan::Draft& draft, const config::Config& config,
                    const std::set<std::string>& paths) {
  for (const config::Service& service : config.services) {
    for (const formats::VersionFile& file : service.version_files) {
      if (paths.count(file.path) == 0) continue;
      attempt([&] { draft.write(formats::erase_version(draft, file)); });
    }
    for (const config::Environment& environment : config.environments) {
      erase_images(draft, environment, service);
      for (const config::DeployPlace& place : deploy::places_of(service, environment)) {
        if (paths.count(place.path) == 0) continue;
        attempt([&] { deploy::write_place(draft, place, any_version); });
      }
    }
  }
}

std::set<std::string> edited_paths(const plan::Draft& before, const plan::Draft& after) {
  std::set<std::string> paths;
  for (const plan::Draft* draft : {&before, &after}) {
    for (const plan::FileEdit& edit : draft->edits())
      paths.insert(edit.path);
  }
  return paths;
}

/// Edited files may have equal bytes under unequal ids, when the trees below have ids of another
/// kind than git's.
bool has_equal_content(const Tree& before, const Tree& after, const std::string& path) {
  const auto old_entry = before.find(path);
  const auto new_entry = after.find(path);
  return old_entry && new_entry && old_entry->mode == new_entry->mode &&
         before.read(path) == after.read(path);
}

/// The files that a commit changes against every parent.
std::vector<std::string> own_changes(const plan::History& history, const plan::Commit& commit) {
  const auto tree = history.tree(commit.id);
  if (commit.parents.empty()) return changed_paths(MemoryTree(), *tree);
  std::vector<std::string> paths = changed_paths(*history.tree(commit.parents.front()), *tree);
  for (std::size_t i = 1; i < commit.parents.size() && !paths.empty(); ++i) {
    const auto others = changed_paths(*history.tree(commit.parents[i]), *tree);
    std::vector<std::string> common;
    std::set_intersection(paths.begin(), paths.end(), others.begin(), others.end(),
                          std::back_inserter(common));
    paths = std::move(common);
  }
  return paths;
}

}  // namespace

std::vector<std::string> changed_files(const config::Config& config, const config::Service& service,
                                       const std::shared_ptr<const Tree>& before,
                                       const std::shared_ptr<const Tree>& after) {
  const SourceFiles source(config, service);
  const std::vector<std::string> raw = changed_paths(*before, *after);
  if (!source.contains_any(raw)) return {};
  const std::set<std::string> paths(raw.begin(), raw.end());
  plan::Draft old_tree(before);
  plan::Draft new_tree(after);
  erase_versions(old_tree, config, paths);
  erase_versions(new_tree, config, paths);
  const std::set<std::string> edited = edited_paths(old_tree, new_tree);
  std::vector<std::string> files;
  for (const std::string& path : changed_paths(old_tree, new_tree)) {
    if (!source.contains(path)) continue;
    if (edited.count(path) > 0 && has_equal_content(old_tree, new_tree, path)) continue;
    files.push_back(path);
  }
  return files;
}

/// The files that a commit of people's changes; none for one of relctl's.
const std::vector<std::string>& ServiceCommits::changes(const plan::Commit& commit) {
  const auto [known, is_new] = changes_.try_emplace(commit.id);
  if (is_new && record::read_records(commit.message).empty()) {
    known->second = own_changes(history_, commit);
  }
  return known->second;
}

std::vector<plan::Commit> ServiceCommits::of(const config::Service& service,
                                             const std::vector<plan::Commit>& commits) {
  const SourceFiles source(config_, service, written_);
  std::vector<plan::Commit> result;
  std::copy_if(commits.begin(), commits.end(), std::back_inserter(result),
               [&](const plan::Commit& commit) { return source.contains_any(changes(commit)); });
  return result;
}

std::vector<plan::Commit> commits_of(const config::Config& config, const config::Service& service,
                                     const plan::History& history,
                                     const std::vector<plan::Commit>& commits) {
  return ServiceCommits(config, history).of(service, commits);
}

}  // namespace relctl::release
