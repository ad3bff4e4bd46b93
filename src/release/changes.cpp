// SPDX-License-Identifier: MIT
#include "release/changes.hpp"

#include <algorithm>
#include <set>

#include "plan/draft.hpp"
#include "record/trailers.hpp"
#include "release/prepared.hpp"
#include "tree/changed_paths.hpp"
#include "tree/memory_tree.hpp"

namespace relctl::release {
namespace {

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
std::vector<std::string> changed_by(const plan::History& history, const plan::Commit& commit) {
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

Changes::Changes(const config::Config& config, const plan::History& history)
    : config_(config),
      history_(history),
      written_(SourceFiles::written_by(config)),
      places_(config) {}

std::vector<std::string> Changes::files(const config::Service& service, const ObjectId& before,
                                        const ObjectId& after) {
  const SourceFiles source = source_of(service, after);
  const std::vector<std::string> own = own_paths(source, before, after);
  if (own.empty()) return {};
  // Mostly a release alone: that is told by the service's own files, whatever else has changed.
  if (source.among(without_versions(before, after, own)).empty()) return {};
  Difference& found = difference(before, after);
  if (!found.files) found.files = without_versions(before, after, found.paths);
  return without_prepared(source.among(*found.files), before, after);
}

std::vector<std::string> Changes::without_prepared(const std::vector<std::string>& paths,
                                                   const ObjectId& before, const ObjectId& after) {
  std::vector<std::string> result;
  std::optional<std::set<std::string>> peoples;
  for (const std::string& path : paths) {
    const bool prepared = is_prepared(config_, path);
    if (prepared && !peoples) {
      peoples.emplace();
      for (const plan::Commit& commit : history_.log(after, {before})) {
        const auto& own = own_changes(commit);
        peoples->insert(own.begin(), own.end());
      }
    }
    if (!prepared || peoples->contains(path)) result.push_back(path);
  }
  return result;
}

/// The paths of `source` that differ: other folders are not looked at where it has its own.
std::vector<std::string> Changes::own_paths(const SourceFiles& source, const ObjectId& before,
                                            const ObjectId& after) {
  const std::set<std::string> folders = source.folders();
  if (folders.contains("")) return source.among(difference(before, after).paths);
  std::set<std::string> paths;
  for (const std::string& folder : folders) {
    const auto found = changed_paths(*history_.tree(before), *history_.tree(after), folder);
    paths.insert(found.begin(), found.end());
  }
  return source.among({paths.begin(), paths.end()});
}

SourceFiles Changes::source_of(const config::Service& service, const ObjectId& commit) {
  if (!manifests_) {
    manifests_ = SourceFiles::rendered_from(config_, *history_.tree(commit));
  }
  return {config_, service, written_, manifests_};
}

Changes::Difference& Changes::difference(const ObjectId& before, const ObjectId& after) {
  const auto [known, is_new] = differences_.try_emplace({before, after});
  if (is_new) known->second.paths = changed_paths(*history_.tree(before), *history_.tree(after));
  return known->second;
}

std::vector<std::string> Changes::without_versions(const ObjectId& before, const ObjectId& after,
                                                   const std::vector<std::string>& paths) const {
  plan::Draft old_tree(history_.tree(before));
  plan::Draft new_tree(history_.tree(after));
  places_.erase_versions(old_tree, paths);
  places_.erase_versions(new_tree, paths);
  const std::set<std::string> edited = edited_paths(old_tree, new_tree);
  std::set<std::string> files(paths.begin(), paths.end());
  files.insert(edited.begin(), edited.end());
  for (const std::string& path : edited) {
    if (has_equal_content(old_tree, new_tree, path)) files.erase(path);
  }
  return {files.begin(), files.end()};
}

/// The files that a commit of people's changes; none for one of relctl's.
const std::vector<std::string>& Changes::own_changes(const plan::Commit& commit) {
  const auto [known, is_new] = own_changes_.try_emplace(commit.id);
  if (is_new && record::read_records(commit.message).empty()) {
    known->second = changed_by(history_, commit);
  }
  return known->second;
}

std::vector<plan::Commit> Changes::commits(const config::Service& service,
                                           const std::vector<plan::Commit>& commits) {
  std::vector<plan::Commit> result;
  if (commits.empty()) return result;
  const SourceFiles source = source_of(service, commits.front().id);
  std::copy_if(
      commits.begin(), commits.end(), std::back_inserter(result),
      [&](const plan::Commit& commit) { return source.contains_any(own_changes(commit)); });
  return result;
}

}  // namespace relctl::release
