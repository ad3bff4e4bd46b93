// SPDX-License-Identifier: MIT
#include "deploy/release_environments.hpp"

#include <algorithm>
#include <utility>

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
#include "plan/place.hpp"

namespace relctl::deploy {
namespace {

/// Why a release is not written to an `auto` environment; empty when it is.
std::string reason_against(const config::Environment& environment, const ReleaseSite& site,
                           const ReleasedVersion& release) {
  const std::string& service = release.service->name;
  const std::string version = semver::to_string(release.version);
  if (!plan::is_on_target(environment, site.snapshot)) {
    return fmt::format(
        "{} is on another branch or in another repository: it gets {} {} after a bump with --push, "
        "or by `relctl promote {} --push`.",
        environment.name, service, version, environment.name);
  }
  if (!environment.prereleases && !release.version.is_final()) {
    return fmt::format("{} takes no pre-releases, so it stays without {} {}.", environment.name,
                       service, version);
  }
  const auto tip = site.snapshot.history->tree(plan::tip_of(site.snapshot));
  const auto holds =
      holds_on(read_holds(*tip, environment.name), service, site.request.operation.time);
  const bool is_stopped = std::any_of(holds.begin(), holds.end(),
                                      [&](const Hold& hold) { return hold.version != version; });
  if (is_stopped) {
    return fmt::format("{} stays without {} {}: it is {}.", environment.name, service, version,
                       describe(holds));
  }
  return {};
}

/// Writes releases into one environment.
class EnvironmentWriter {
 public:
  EnvironmentWriter(const ReleaseSite& site, const config::Environment& environment,
                    plan::Draft& draft, DeployedRelease& done)
      : site_(site), environment_(environment), draft_(draft), done_(done) {}

  void write(const std::vector<ReleasedVersion>& releases) {
    std::vector<Promise> promises;
    for (const ReleasedVersion& release : releases) {
      if (!runs_in(*release.service, environment_) || !config::is_deployed(*release.service))
        continue;
      std::string reason = reason_against(environment_, site_, release);
      if (reason.empty()) {
        write_one(release, promises);
      } else {
        done_.notes.push_back(std::move(reason));
      }
    }
    const auto notes = check_built_images(draft_, environment_, promises);
    done_.notes.insert(done_.notes.end(), notes.begin(), notes.end());
  }

 private:
  /// Writes one release, and notes what its workloads are to get.
  void write_one(const ReleasedVersion& release, std::vector<Promise>& promises) {
    const std::string version = semver::to_string(release.version);
    auto images =
        image_settings(*release.service, environment_.name, version, site_.request.digests);
    const auto before = write_environment(draft_, environment_, *release.service, version, images);
    for (std::string& note : unpinned(before, images, environment_.name))
      done_.notes.push_back(std::move(note));
    for (const kustomize::ImageSetting& image : images)
      done_.images.push_back({environment_.name, image.name, *image.tag, image.digest});
    if (environment_.render) {
      render(*release.service, images);
    } else {
      promises.push_back({release.service, std::move(images)});
    }
  }

  /// Renders the service's path from the release's own tree. A hold on a service beside it keeps
  /// what the path was rendered from.
  void render(const config::Service& service, const std::vector<kustomize::ImageSetting>& images) {
    const auto target = render_target(site_.config, environment_, service);
    const auto now = read_rendered(draft_, target.path, environment_.render->keep);
    if (now) check_edits(target, *now);
    const plan::BumpRequest& request = site_.request;
    const bool is_kept = now && hold_on(draft_, target, request.operation.time).has_value();
    const auto change =
        is_kept ? rerender(draft_, *site_.snapshot.history->tree(now->revision), now->revision,
                           target, images, request.removable)
                : rerender(draft_, draft_, site_.commit, target, images, request.removable);
    if (!change.is_written) return;
    done_.notes.push_back(describe(change, environment_.name));
    done_.manifests.push_back(outcome_of(change, environment_.name, target.path));
  }

  /// What people edited and answer for is not undone by a release.
  void check_edits(const RenderTarget& target, const RenderedPath& now) const {
    RenderMemory memory;
    const auto edits = hand_edits(site_.snapshot, target, now, memory);
    const plan::Place place{site_.snapshot.history, site_.snapshot.branch, site_.commit};
    if (!edits.empty() && is_answered_for(place, target.path))
      throw undone_edits("generate", target, edits);
  }

  const ReleaseSite& site_;
  const config::Environment& environment_;
  plan::Draft& draft_;
  DeployedRelease& done_;
};

}  // namespace

DeployedRelease deploy_releases(const ReleaseSite& site,
                                const std::vector<ReleasedVersion>& releases, plan::Draft& draft) {
  DeployedRelease done;
  for (const config::Environment& environment : site.config.environments) {
    if (!environment.automatic) continue;
    if (site.request.deploys_elsewhere && !plan::is_on_target(environment, site.snapshot)) continue;
    EnvironmentWriter(site, environment, draft, done).write(releases);
  }
  std::vector<const config::Service*> services;
  for (const ReleasedVersion& release : releases)
    services.push_back(release.service);
  check_images_used(draft, site.config, services, [&](const config::Environment& environment) {
    return plan::is_on_target(environment, site.snapshot);
  });
  return done;
}

}  // namespace relctl::deploy
