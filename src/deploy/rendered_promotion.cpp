// SPDX-License-Identifier: MIT
#include "deploy/rendered_promotion.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/error.hpp"
#include "deploy/deploy.hpp"
#include "deploy/hand_edits.hpp"
#include "plan/place.hpp"

namespace relctl::deploy {

RenderedPromotion::RenderedPromotion(const config::Config& config, const plan::Snapshot& snapshot,
                                     const plan::PromoteRequest& request,
                                     const config::Environment& environment,
                                     const std::shared_ptr<plan::Draft>& draft)
    : config_(config),
      snapshot_(snapshot),
      request_(request),
      environment_(environment),
      draft_(draft),
      vouching_(
          config, *plan::origin_of(snapshot).history,
          [this](const RenderTarget& target) {
            return plan::tree_of(*target.environment, snapshot_, draft_);
          },
          plan::tip_of(plan::origin_of(snapshot)), memory_) {}

bool RenderedPromotion::set(const config::Service& service, const Wanted& wanted) {
  const RenderTarget target = render_target(config_, environment_, service);
  const auto now = images_at(*draft_, target);
  const bool is_there = std::all_of(
      wanted.images.begin(), wanted.images.end(),
      [&](const auto& image) { return std::find(now.begin(), now.end(), image) != now.end(); });
  if (is_there) return false;
  Share& share = shares_[target.path];
  share.images = with_images(std::move(share.images), wanted.images);
  const bool has_predecessor = !environment_.after.empty() && wanted.from == nullptr;
  share.is_skip = share.is_skip || has_predecessor;
  return true;
}

void RenderedPromotion::write(std::vector<std::string>& notes) {
  for (const RenderTarget& target : render_targets(config_, environment_)) {
    if (is_asked(target)) write(target, notes);
  }
}

void RenderedPromotion::write(const RenderTarget& target, std::vector<std::string>& notes) {
  const auto now = read_rendered(*draft_, target.path, environment_.render->keep);
  const auto share = shares_.find(target.path);
  const std::vector<kustomize::ImageSetting> images =
      share == shares_.end() ? std::vector<kustomize::ImageSetting>{} : share->second.images;
  const ObjectId revision = revision_for(target, now, notes);
  // Nothing is asked of a path that stays as it is.
  if (now && revision == now->revision && images.empty()) return;
  const auto source = plan::origin_of(snapshot_).history->tree(revision);
  const Rerender change = rerender(*draft_, *source, revision, target, images, request_.removable);
  if (!change.is_written) return;
  if (now && !request_.drop_override) check_override(target, *now);
  outcomes_.push_back(outcome_of(change, environment_.name, target.path));
  notes.push_back(describe(change, environment_.name));
}

/// What people edited by hand is not undone without a word.
void RenderedPromotion::check_override(const RenderTarget& target, const RenderedPath& now) {
  const auto edits = hand_edits(plan::origin_of(snapshot_), target, now, memory_);
  if (!edits.empty()) throw undone_edits("promote", target, edits);
}

bool RenderedPromotion::is_asked(const RenderTarget& target) const {
  const auto& names = request_.services;
  return names.empty() ||
         std::any_of(target.services.begin(), target.services.end(), [&](const auto& each) {
           return std::find(names.begin(), names.end(), each) != names.end();
         });
}

/// Why the manifests of a path stay, whatever images it gets; empty where they may move.
std::string RenderedPromotion::reason_to_keep(const RenderTarget& target) const {
  if (const auto hold = hold_on(*draft_, target, request_.operation.time)) {
    return fmt::format("{} in {} is {}", hold->service.value_or("everything"), environment_.name,
                       describe(*hold));
  }
  const auto share = shares_.find(target.path);
  if (share != shares_.end() && share->second.is_skip && !request_.manifests) {
    return fmt::format("no environment before {} runs what it gets", environment_.name);
  }
  const auto& names = request_.services;
  for (const std::string& service : target.services) {
    if (names.empty() || std::find(names.begin(), names.end(), service) != names.end()) continue;
    return fmt::format("{} has them too, and was not named", service);
  }
  return {};
}

ObjectId RenderedPromotion::newest_for(const RenderTarget& target) {
  const plan::Snapshot& origin = plan::origin_of(snapshot_);
  if (const auto commit = vouching_.newest(target)) return *commit;
  throw Error(ErrorKind::conflict,
              fmt::format("there is no commit of {} whose render is what {} {} now", origin.branch,
                          fmt::join(environment_.after, " and "),
                          environment_.after.size() == 1 ? "runs" : "run"))
      .hint(fmt::format("`relctl generate {}` renders it, where it was not rendered yet or was "
                        "edited by hand",
                        environment_.after.front()))
      .hint("where environments before it differ, promote the one that is behind first");
}

/// The commit that was asked for. Throws Error(conflict) where the environment takes only what was
/// vouched for, and where it is no commit of the branch.
ObjectId RenderedPromotion::chosen_revision() const {
  const ObjectId& chosen = *request_.manifests;
  const plan::Snapshot& origin = plan::origin_of(snapshot_);
  if (environment_.strict) {
    throw Error(ErrorKind::conflict,
                fmt::format("{} is strict: it takes the manifests that the environments before it "
                            "vouch for",
                            environment_.name))
        .hint("leave out --manifests");
  }
  if (!origin.history->reaches(plan::tip_of(origin), chosen)) {
    throw Error(ErrorKind::conflict,
                fmt::format("{} is no commit of {}, which manifests are rendered from",
                            chosen.short_hex(), origin.branch))
        .hint("git log " + origin.branch);
  }
  return chosen;
}

ObjectId RenderedPromotion::revision_for(const RenderTarget& target,
                                         const std::optional<RenderedPath>& now,
                                         std::vector<std::string>& notes) {
  const std::string reason = now ? reason_to_keep(target) : std::string();
  if (!reason.empty()) {
    notes.push_back(fmt::format("The manifests of {} stay at {}: {}.", target.path,
                                now->revision.short_hex(), reason));
    return now->revision;
  }
  if (request_.manifests) return chosen_revision();
  const ObjectId newest = newest_for(target);
  const plan::History& history = *plan::origin_of(snapshot_).history;
  if (!now || now->revision == newest || history.reaches(newest, now->revision)) return newest;
  const ObjectId tip = plan::tip_of(plan::origin_of(snapshot_));
  // A commit that went with a squashed branch is related to nothing.
  if (!history.reaches(tip, now->revision)) return newest;
  if (history.reaches(now->revision, newest)) {
    notes.push_back(fmt::format("The manifests of {} stay at {}, which is newer than {}.",
                                target.path, now->revision.short_hex(), newest.short_hex()));
    return now->revision;
  }
  throw Error(ErrorKind::conflict,
              fmt::format("{} has the manifests of {}, and before it those of {} run: neither is "
                          "newer",
                          target.path, now->revision.short_hex(), newest.short_hex()));
}

}  // namespace relctl::deploy
