// SPDX-License-Identifier: MIT
#include "release/compose.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/error.hpp"
#include "deploy/built_images.hpp"
#include "deploy/deploy.hpp"
#include "deploy/hand_edits.hpp"
#include "deploy/holds.hpp"
#include "deploy/image_settings.hpp"
#include "deploy/path_images.hpp"
#include "deploy/render_memory.hpp"
#include "deploy/rendered_path.hpp"
#include "deploy/rendering.hpp"
#include "formats/version_file.hpp"
#include "kustomize/image_reference.hpp"
#include "plan/draft.hpp"
#include "plan/place.hpp"
#include "record/trailer_values.hpp"
#include "release/changelog.hpp"
#include "release/prepared.hpp"
#include "tree/path.hpp"

namespace relctl::release {
namespace {

std::string version_of(const Survey& release) {
  return semver::to_string(*release.next);
}

/// Why a release is not written to an `auto` environment; empty when it is.
std::string reason_against(const config::Environment& environment, const plan::Snapshot& snapshot,
                           const plan::Operation& operation, const Survey& release) {
  if (!plan::is_on_target(environment, snapshot)) {
    return fmt::format(
        "{} is on another branch or in another repository: it gets {} {} after a bump with --push, "
        "or by `relctl promote {} --push`.",
        environment.name, release.service->name, version_of(release), environment.name);
  }
  if (!environment.prereleases && !release.next->is_final()) {
    return fmt::format("{} takes no pre-releases, so it stays without {} {}.", environment.name,
                       release.service->name, version_of(release));
  }
  const auto tip = snapshot.history->tree(plan::tip_of(snapshot));
  const auto holds = deploy::holds_on(deploy::read_holds(*tip, environment.name),
                                      release.service->name, operation.time);
  const bool is_stopped = std::any_of(holds.begin(), holds.end(), [&](const deploy::Hold& hold) {
    return hold.version != version_of(release);
  });
  if (is_stopped) {
    return fmt::format("{} stays without {} {}: it is {}.", environment.name, release.service->name,
                       version_of(release), deploy::describe(holds));
  }
  return {};
}

bool is_deployed(const config::Service& service) {
  return !service.images.empty() || !service.deploy.empty();
}

void write_versions(plan::Draft& draft, const Survey& release, Composition& composition) {
  for (const formats::VersionFile& file : release.service->version_files) {
    const std::string build = formats::describe_build(draft, file, version_of(release));
    if (!build.empty()) composition.notes.push_back(build);
    draft.write(formats::write_version(draft, file, version_of(release)));
  }
}

/// What is written into one environment on top of `commit`.
struct Deployment {
  const config::Config& config;
  const plan::Snapshot& snapshot;
  const plan::BumpRequest& request;
  const config::Environment& environment;
  const ObjectId& commit;
};

/// What people edited and answer for is not undone by a release.
void check_edits(const Deployment& to, const deploy::RenderTarget& target,
                 const deploy::RenderedPath& now) {
  deploy::RenderMemory memory;
  const auto edits = deploy::hand_edits(to.snapshot, target, now, memory);
  const plan::Place place{to.snapshot.history, to.snapshot.branch, to.commit};
  if (!edits.empty() && deploy::is_answered_for(place, target.path))
    throw deploy::undone_edits("generate", target, edits);
}

/// Renders the path of `service` from the release's own tree. A hold on a service beside it keeps
/// what the path was rendered from.
void render_service(const Deployment& to, plan::Draft& draft, const config::Service& service,
                    const std::vector<kustomize::ImageSetting>& images, Composition& composition) {
  const auto target = deploy::render_target(to.config, to.environment, service);
  const auto now = deploy::read_rendered(draft, target.path, to.environment.render->keep);
  if (now) check_edits(to, target, *now);
  const bool is_kept = now && deploy::hold_on(draft, target, to.request.operation.time).has_value();
  const auto& removable = to.request.removable;
  const auto change = is_kept
                          ? deploy::rerender(draft, *to.snapshot.history->tree(now->revision),
                                             now->revision, target, images, removable)
                          : deploy::rerender(draft, draft, to.commit, target, images, removable);
  if (change.is_written) {
    composition.notes.push_back(deploy::describe(change, to.environment.name));
    composition.manifests.push_back(deploy::outcome_of(change, to.environment.name, target.path));
  }
}

void check_used(const plan::Draft& draft, const config::Config& config,
                const plan::Snapshot& snapshot, const std::vector<Survey>& releases) {
  std::vector<const config::Service*> services;
  for (const Survey& release : releases)
    services.push_back(release.service);
  deploy::check_images_used(draft, config, services, [&](const config::Environment& environment) {
    return plan::is_on_target(environment, snapshot);
  });
}

/// Writes a release into the environment, and notes what its workloads are to get.
void deploy(const Deployment& to, plan::Draft& draft, const Survey& release,
            std::vector<deploy::Promise>& promises, Composition& composition) {
  const config::Service& service = *release.service;
  auto images = deploy::image_settings(service, version_of(release), to.request.digests);
  deploy::write_environment(draft, to.environment, service, version_of(release), images);
  for (const kustomize::ImageSetting& image : images) {
    composition.images.push_back({to.environment.name, image.name, *image.tag, image.digest});
  }
  if (to.environment.render) {
    render_service(to, draft, service, images, composition);
  } else {
    promises.push_back({&service, std::move(images)});
  }
}

/// Writes the releases into the environment, or notes why one may not go there.
void deploy_all(const Deployment& to, plan::Draft& draft, const std::vector<Survey>& releases,
                Composition& composition) {
  std::vector<deploy::Promise> promises;
  for (const Survey& release : releases) {
    if (!deploy::runs_in(*release.service, to.environment) || !is_deployed(*release.service))
      continue;
    const std::string reason =
        reason_against(to.environment, to.snapshot, to.request.operation, release);
    if (reason.empty()) {
      deploy(to, draft, release, promises, composition);
    } else {
      composition.notes.push_back(reason);
    }
  }
  const auto notes = deploy::check_built_images(draft, to.environment, promises);
  composition.notes.insert(composition.notes.end(), notes.begin(), notes.end());
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
  for (const config::Environment& environment : config.environments) {
    if (!environment.automatic || !request.deploy) continue;
    if (request.deploys_elsewhere && !plan::is_on_target(environment, snapshot)) continue;
    deploy_all({config, snapshot, request, environment, commit}, draft, releases, composition);
  }
  if (request.deploy) check_used(draft, config, snapshot, releases);
  composition.edits = draft.edits();
  return composition;
}

}  // namespace relctl::release
