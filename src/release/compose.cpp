// SPDX-License-Identifier: MIT
#include "release/compose.hpp"

#include <fmt/format.h>

#include "deploy/release_environments.hpp"
#include "formats/version_file.hpp"
#include "plan/draft.hpp"
#include "record/trailer_values.hpp"
#include "release/changelog.hpp"
#include "release/prepared.hpp"
#include "tree/path.hpp"

namespace relctl::release {
namespace {

std::string version_of(const Survey& release) {
  return semver::to_string(*release.next);
}

void write_versions(plan::Draft& draft, const Survey& release, Composition& composition) {
  for (const formats::VersionFile& file : release.service->version_files) {
    const std::string build = formats::describe_build(draft, file, version_of(release));
    if (!build.empty()) composition.notes.push_back(build);
    draft.write(formats::write_version(draft, file, version_of(release)));
  }
}

/// A pre-release leaves the changelog alone: what stands under Unreleased is the final version's.
void write_changelog(plan::Draft& draft, const config::Config& config, const Survey& release,
                     const plan::Operation& operation, Composition& composition) {
  const auto& path = release.service->changelog;
  if (!path || !release.next->is_final()) return;
  const std::string day = record::day_of({operation.time, operation.offset});
  const auto changelog =
      released_changelog(config, *release.service, read_file(draft, *path),
                         {version_of(release), *release.outcome.tag, day}, release.told);
  draft.write(*path, changelog.text);
  if (changelog.was_empty) {
    composition.notes.push_back(
        fmt::format("{} says nothing under Unreleased about {}.", *path, version_of(release)));
  }
  if (changelog.links_unclear) {
    composition.notes.push_back(
        fmt::format("The links at the foot of {} have an unknown form and stay.", *path));
  }
}

std::vector<deploy::ReleasedVersion> released_versions(const std::vector<Survey>& releases) {
  std::vector<deploy::ReleasedVersion> versions;
  for (const Survey& release : releases)
    versions.push_back({release.service, *release.next});
  return versions;
}

}  // namespace

Composition compose(const config::Config& config, const plan::Snapshot& snapshot,
                    const plan::BumpRequest& request, const std::vector<Survey>& releases,
                    const ObjectId& commit) {
  Composition composition;
  plan::Draft draft(snapshot.history->tree(commit));
  for (const Survey& release : releases) {
    write_versions(draft, release, composition);
    write_changelog(draft, config, release, request.operation, composition);
  }
  const auto unrun = write_prepared(draft, config, releases, request.prepare);
  composition.notes.insert(composition.notes.end(), unrun.begin(), unrun.end());
  if (request.deploy) {
    auto deployed = deploy::deploy_releases({config, snapshot, request, commit},
                                            released_versions(releases), draft);
    composition.images = std::move(deployed.images);
    composition.manifests = std::move(deployed.manifests);
    composition.notes.insert(composition.notes.end(), deployed.notes.begin(), deployed.notes.end());
  }
  composition.edits = draft.edits();
  return composition;
}

}  // namespace relctl::release
