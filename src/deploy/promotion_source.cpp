// SPDX-License-Identifier: MIT
#include "deploy/promotion_source.hpp"

#include <algorithm>
#include <compare>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/error.hpp"
#include "deploy/image_settings.hpp"
#include "plan/place.hpp"
#include "record/releases.hpp"
#include "record/trailers.hpp"

namespace relctl::deploy {
namespace {

using kustomize::ImageSetting;

const record::Release* release_of(const std::vector<record::Release>& releases,
                                  const semver::Version& version) {
  const record::Release* nearest = nullptr;
  for (const record::Release& release : releases) {
    if (semver::to_string(release.version) == semver::to_string(version)) return &release;
    if (std::is_eq(semver::compare(release.version, version))) nearest = &release;
  }
  return nearest;
}

semver::Version parse_wish(const std::string& text) {
  if (auto version = semver::parse(text)) return std::move(*version);
  throw Error(ErrorKind::usage, fmt::format("--to \"{}\" is no version", text))
      .hint("a version is written without \"v\": 1.2.3, or 1.2.3-rc.1");
}

Wanted nothing(std::string reason) {
  Wanted wanted;
  wanted.reason = std::move(reason);
  return wanted;
}

}  // namespace

PromotionSource::PromotionSource(const config::Config& config, const plan::Snapshot& snapshot,
                                 const plan::PromoteRequest& request,
                                 const config::Environment& environment,
                                 const std::shared_ptr<const Tree>& draft)
    : snapshot_(snapshot),
      releases_(plan::origin_of(snapshot).tags),
      request_(request),
      environment_(environment),
      predecessors_(predecessors_of(config, environment, snapshot, draft)) {}

bool PromotionSource::is_direct(const Predecessor& predecessor) const {
  const auto& after = environment_.after;
  return std::find(after.begin(), after.end(), predecessor.environment().name) != after.end();
}

Wanted PromotionSource::of(const config::Service& service) {
  Wanted wanted;
  if (const auto version = plan::asked_version(request_, service.name)) {
    wanted = asked_for(service, *version);
  } else if (environment_.after.empty()) {
    wanted = highest(service);
  } else {
    wanted = from_predecessors(service);
  }
  if (wanted.version) add_images(service, wanted);
  return wanted;
}

Wanted PromotionSource::asked_for(const config::Service& service, const std::string& wish) {
  const auto& releases = releases_.of(service);
  Wanted wanted;
  wanted.version = parse_wish(wish);
  const record::Release* release = release_of(releases, *wanted.version);
  // A repository that only holds deployments has no tags to know releases by.
  const bool is_elsewhere = releases.empty() && service.version_files.empty();
  if (release == nullptr && !is_elsewhere) {
    throw Error(ErrorKind::conflict,
                fmt::format("{} {} does not exist: there is no tag {}", service.name, wish,
                            record::tag_name(service, *wanted.version)))
        .hint("`relctl bump` makes releases; `git fetch --tags` brings those of others here");
  }
  if (release != nullptr) {
    wanted.version = release->version;
    wanted.tag = release->tag.name;
  }
  if (!environment_.prereleases && !wanted.version->is_final()) {
    throw Error(ErrorKind::conflict,
                fmt::format("{} takes no pre-releases, and {} is one", environment_.name, wish))
        .hint("`prereleases: true` in relctl.yaml lets them in");
  }
  name_skipped(service, wanted);
  return wanted;
}

void PromotionSource::name_skipped(const config::Service& service, Wanted& wanted) {
  std::vector<std::string> skipped;
  for (Predecessor& predecessor : predecessors_) {
    if (!runs_in(service, predecessor.environment())) continue;
    if (was_skipped(predecessor, service, *wanted.version)) {
      skipped.push_back(predecessor.environment().name);
    } else if (is_direct(predecessor) && wanted.from == nullptr &&
               predecessor.state_of(service).version == semver::to_string(*wanted.version)) {
      wanted.from = &predecessor.environment();
      wanted.from_tree = predecessor.tree();
    }
  }
  if (skipped.empty()) return;
  const std::string what =
      fmt::format("{} {} to {} skips {}", service.name, semver::to_string(*wanted.version),
                  environment_.name, fmt::join(skipped, ", "));
  if (environment_.strict) {
    throw Error(ErrorKind::conflict, what + fmt::format(", and {} is strict", environment_.name))
        .hint(fmt::format("relctl promote {} first", skipped.back()));
  }
  wanted.notes.push_back(what + ".");
}

bool PromotionSource::was_skipped(Predecessor& predecessor, const config::Service& service,
                                  const semver::Version& version) const {
  const Running state = predecessor.state_of(service);
  if (state.version == semver::to_string(version)) return false;
  if (environment_.strict) return !predecessor.ever_ran(service, version);
  const auto now = state.version ? semver::parse(*state.version) : std::nullopt;
  return !now || std::is_lt(semver::compare(*now, version));
}

Wanted PromotionSource::highest(const config::Service& service) {
  const plan::Snapshot& origin = plan::origin_of(snapshot_);
  auto releases = releases_.of(service);
  if (!environment_.prereleases) {
    releases.erase(
        std::remove_if(releases.begin(), releases.end(),
                       [](const record::Release& each) { return !each.version.is_final(); }),
        releases.end());
  }
  const auto release = record::latest_release(*origin.history, releases, {plan::tip_of(origin)});
  if (!release) {
    record::require_sight(origin, service.name);
    return nothing(fmt::format("no release of {} can be reached from {}.", service.name,
                               origin.branch.empty() ? "what is checked out" : origin.branch));
  }
  Wanted wanted;
  wanted.version = release->version;
  wanted.tag = release->tag.name;
  return wanted;
}

std::string PromotionSource::fault_of(const Predecessor& predecessor, const Running& state,
                                      const Wanted& wanted, const config::Service& service) {
  const std::string& name = predecessor.environment().name;
  if (!predecessor.is_reached()) return fmt::format("{} cannot be reached.", name);
  if (state.kind == Running::Kind::mixed) {
    return fmt::format("{} runs {} of {}: say with --to which of them.", name, describe(state),
                       service.name);
  }
  if (!state.version) return fmt::format("what {} runs of {} is unknown.", name, service.name);
  const auto version = semver::require(*state.version);
  if (wanted.version && std::is_neq(semver::compare(*wanted.version, version))) {
    return fmt::format("{} runs {} and {} runs {}: say with --to which of them.", wanted.from->name,
                       semver::to_string(*wanted.version), name, *state.version);
  }
  return {};
}

Wanted PromotionSource::from_predecessors(const config::Service& service) {
  Wanted wanted;
  for (Predecessor& predecessor : predecessors_) {
    if (!is_direct(predecessor) || !runs_in(service, predecessor.environment())) continue;
    const Running state = predecessor.state_of(service);
    std::string fault = fault_of(predecessor, state, wanted, service);
    if (!fault.empty()) return nothing(std::move(fault));
    if (!wanted.version) {
      wanted.version = semver::require(*state.version);
      wanted.from = &predecessor.environment();
      wanted.from_tree = predecessor.tree();
    }
    const auto holds = holds_on(predecessor.holds(), service.name, request_.operation.time);
    if (!holds.empty()) {
      wanted.notes.push_back(fmt::format("{} in {} is {}.", service.name,
                                         predecessor.environment().name, describe(holds)));
    }
  }
  if (!wanted.version) {
    return nothing(
        fmt::format("no environment before {} runs {}.", environment_.name, service.name));
  }
  if (!environment_.prereleases && !wanted.version->is_final()) {
    return nothing(fmt::format("{} is a pre-release, and {} takes none.",
                               semver::to_string(*wanted.version), environment_.name));
  }
  const auto& releases = releases_.of(service);
  const record::Release* release = release_of(releases, *wanted.version);
  if (release != nullptr) wanted.tag = release->tag.name;
  return wanted;
}

/// Digests that the release itself recorded.
void PromotionSource::add_recorded_digests(const config::Service& service, const plan::Tag& tag,
                                           std::vector<ImageSetting>& images) const {
  const auto message = plan::origin_of(snapshot_).history->tag_message(tag.object);
  if (!message) return;
  for (const record::Record& record : record::read_records(*message)) {
    for (const record::ImageRecord& image : record.images)
      take_digest(service, image.environment, {image.name, image.tag, image.digest}, images);
  }
}

/// A digest goes with an image whatever its repository is called in the environment that it comes
/// from: a copy has the same.
void PromotionSource::take_digest(const config::Service& service, const std::string& from,
                                  const ImageSetting& image,
                                  std::vector<ImageSetting>& images) const {
  const config::Image* meant = config::image_in(service, from, image.name);
  if (meant == nullptr) return;
  for (ImageSetting& setting : images) {
    const bool same = setting.name == config::repository_in(*meant, environment_.name) &&
                      setting.tag == image.tag;
    if (same && !setting.digest) setting.digest = image.digest;
  }
}

void PromotionSource::add_images(const config::Service& service, Wanted& wanted) {
  wanted.images = image_settings(service, environment_.name, semver::to_string(*wanted.version),
                                 request_.digests);
  for (Predecessor& predecessor : predecessors_) {
    if (&predecessor.environment() != wanted.from) continue;
    for (const ImageSetting& image : predecessor.state_of(service).deployed.images)
      take_digest(service, predecessor.environment().name, image, wanted.images);
  }
  const record::Release* release = release_of(releases_.of(service), *wanted.version);
  if (release != nullptr) add_recorded_digests(service, release->tag, wanted.images);
}

}  // namespace relctl::deploy
