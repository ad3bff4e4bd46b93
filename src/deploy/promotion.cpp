// SPDX-License-Identifier: MIT
#include "deploy/promotion.hpp"

#include <algorithm>
#include <compare>
#include <iterator>

#include <fmt/format.h>

#include "base/error.hpp"
#include "deploy/built_images.hpp"
#include "deploy/carry.hpp"
#include "deploy/environment_commit.hpp"
#include "deploy/environment_log.hpp"
#include "plan/place.hpp"

namespace relctl::deploy {
namespace {

void settle(plan::ServiceOutcome& outcome, plan::Status status, std::string reason) {
  outcome.status = status;
  outcome.reason = std::move(reason);
}

/// The highest version that is there, whether it is alone or not.
std::optional<semver::Version> highest_of(const Running& now) {
  if (now.version) return semver::parse(*now.version);
  const auto& versions = now.deployed.versions;
  return versions.empty() ? std::nullopt : semver::parse(versions.back());
}

}  // namespace

Promotion::Promotion(const config::Config& config, const plan::Snapshot& snapshot,
                     const plan::PromoteRequest& request, const config::Environment& environment,
                     const std::shared_ptr<plan::Draft>& draft)
    : snapshot_(snapshot),
      request_(request),
      environment_(environment),
      draft_(draft),
      source_(config, snapshot, request, environment, draft),
      reader_(draft, environment),
      holds_(read_holds(*draft, environment.name)),
      manifests_(config, snapshot, request, environment, draft) {}

std::optional<plan::ServiceOutcome> Promotion::run(const config::Service& service) {
  plan::ServiceOutcome outcome;
  outcome.name = service.name;
  outcome.environment = environment_.name;
  outcome.named = is_named(request_.services, service);
  if (!runs_in(service, environment_) || !config::is_deployed(service)) {
    if (!outcome.named) return std::nullopt;
    settle(outcome, plan::Status::absent,
           fmt::format("relctl.yaml does not let it run in {}.", environment_.name));
    return outcome;
  }
  const Wanted wanted = source_.of(service);
  const Running now = running(reader_.read(service), environment_, service,
                              plan::place_of(environment_, snapshot_));
  outcome.previous = now.version;
  outcome.tag = wanted.tag;
  check_seen(service, now);
  decide(service, wanted, now, outcome);
  return outcome;
}

void Promotion::decide(const config::Service& service, const Wanted& wanted, const Running& now,
                       plan::ServiceOutcome& outcome) {
  if (!wanted.version) return settle(outcome, plan::Status::absent, wanted.reason);
  const std::string version = semver::to_string(*wanted.version);
  if (is_older(wanted, now)) {
    return settle(outcome, plan::Status::superseded,
                  fmt::format("{} runs {}, which is newer than {}.{}", environment_.name,
                              describe(now), version,
                              plan::asked_version(request_, service.name)
                                  ? " --allow-downgrade writes it, `relctl rollback` also holds it."
                                  : ""));
  }
  const auto holds = holds_on(holds_, service.name, request_.operation.time);
  if (!holds.empty() && now.version != version) {
    return settle(outcome, plan::Status::held,
                  fmt::format("{}. {} let{} {} come.", describe(holds),
                              unhold_commands(environment_.name, holds_, holds, snapshot_.fetched),
                              holds.size() == 1 ? "s" : "", version));
  }
  if (now.kind == Running::Kind::mixed && !plan::asked_version(request_, service.name)) {
    return settle(outcome, plan::Status::absent,
                  fmt::format("{} runs {} side by side: say with --to which one it gets.",
                              environment_.name, describe(now)));
  }
  outcome.version = version;
  if (holds.empty()) write(service, wanted, now, outcome);
  if (!holds.empty() || outcome.status == plan::Status::unchanged) {
    settle(outcome, plan::Status::unchanged,
           fmt::format("{} runs {} already.", environment_.name, version));
  }
}

bool Promotion::is_older(const Wanted& wanted, const Running& now) const {
  const auto highest = highest_of(now);
  return highest && !request_.allow_downgrade &&
         std::is_gt(semver::compare(*highest, *wanted.version));
}

void Promotion::write(const config::Service& service, const Wanted& wanted, const Running& now,
                      plan::ServiceOutcome& outcome) {
  plan::Draft step(draft_);
  carry_along(step, service, wanted);
  write_environment(step, environment_, service, *outcome.version, wanted.images);
  const auto edits = step.edits();
  const bool is_rendered = environment_.render.has_value();
  const bool is_new = is_rendered && manifests_.set(service, wanted);
  if (edits.empty() && !is_new) {
    outcome.status = plan::Status::unchanged;
    return;
  }
  if (!is_rendered) promises_.push_back({&service, wanted.images});
  draft_->apply(edits);
  name_images(wanted, now, outcome);
  notes_.insert(notes_.end(), wanted.notes.begin(), wanted.notes.end());
  froms_.push_back(wanted.from);
}

void Promotion::render() {
  if (environment_.render) manifests_.write(notes_);
}

void Promotion::name_images(const Wanted& wanted, const Running& now,
                            plan::ServiceOutcome& outcome) {
  for (const kustomize::ImageSetting& image : wanted.images)
    outcome.images.push_back({image.name, *image.tag, image.digest});
  auto notes = unpinned(now.deployed.images, wanted.images, environment_.name);
  std::move(notes.begin(), notes.end(), std::back_inserter(notes_));
}

void Promotion::carry_along(plan::Draft& step, const config::Service& service,
                            const Wanted& wanted) {
  if (environment_.carry.empty()) return;
  if (wanted.from == nullptr) {
    if (environment_.after.empty()) return;
    notes_.push_back(
        fmt::format("What {} carries stays as it is: no environment before it runs {} {}.",
                    environment_.name, service.name, semver::to_string(*wanted.version)));
    return;
  }
  carry(step, environment_, service, *wanted.from_tree, path_of(*wanted.from, service));
}

/// Going on is no conflict, it is what others' promotions do; going back is somebody's decision.
void Promotion::check_seen(const config::Service& service, const Running& now) const {
  for (const plan::Seen& seen : request_.seen) {
    if (seen.environment != environment_.name || seen.service != service.name) continue;
    const auto highest = highest_of(now);
    if (highest && std::is_gteq(semver::compare(*highest, *semver::parse(seen.version)))) continue;
    if (!holds_on(holds_, service.name, request_.operation.time).empty()) continue;
    const auto place = plan::place_of(environment_, snapshot_);
    const auto commit = last_change(*place, environment_, service);
    throw Error(ErrorKind::conflict,
                fmt::format("{} in {} went from {} to {} while this was planned: commit {} by {}",
                            service.name, environment_.name, seen.version, describe(now),
                            commit ? commit->id.short_hex() : "(unknown)",
                            commit ? commit->author_name : "somebody"))
        .hint(fmt::format("look at `relctl history {}`, then run this again", environment_.name));
  }
}

void Promotion::check_built() {
  const auto notes = check_built_images(*draft_, environment_, promises_);
  notes_.insert(notes_.end(), notes.begin(), notes.end());
}

std::optional<std::string> Promotion::from() const {
  if (froms_.empty() || froms_.front() == nullptr) return std::nullopt;
  const bool same = std::all_of(froms_.begin(), froms_.end(),
                                [&](const auto* each) { return each == froms_.front(); });
  return same ? std::optional(froms_.front()->name) : std::nullopt;
}

}  // namespace relctl::deploy
