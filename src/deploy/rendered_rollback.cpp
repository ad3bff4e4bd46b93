// SPDX-License-Identifier: MIT
#include "deploy/rendered_rollback.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/error.hpp"
#include "deploy/deploy.hpp"
#include "deploy/environment_commit.hpp"
#include "deploy/environment_state.hpp"
#include "deploy/hold.hpp"
#include "deploy/image_settings.hpp"
#include "deploy/rendered_way_back.hpp"
#include "deploy/way_back.hpp"
#include "plan/place.hpp"

namespace relctl::deploy {
namespace {

using kustomize::ImageSetting;

/// The way back of rendered paths in one environment.
class RenderedReturn {
 public:
  RenderedReturn(const config::Config& config, const plan::Snapshot& snapshot,
                 const plan::RollbackRequest& request)
      : config_(config),
        snapshot_(snapshot),
        request_(request),
        environment_(config::environment(config, request.environment)),
        place_(*plan::place_of(environment_, snapshot)),
        origin_(*plan::origin_of(snapshot).history),
        draft_(std::make_shared<plan::Draft>(plan::tree_at(place_))),
        holds_(read_holds(*draft_, environment_.name)),
        record_(environment_record("rollback", request.operation, environment_.name)) {}

  plan::Result run(const std::vector<const config::Service*>& services) {
    for (const RenderTarget& target : render_targets(config_, environment_)) {
      std::vector<const config::Service*> own;
      std::copy_if(services.begin(), services.end(), std::back_inserter(own),
                   [&](const config::Service* service) {
                     return path_of(environment_, *service) == target.path;
                   });
      if (!own.empty()) go_back(target, own);
    }
    if (record_.services.empty()) return std::move(result_);
    write_holds(*draft_, environment_.name, holds_);
    result_.plans.push_back(environment_commit(config_, snapshot_, draft_->edits(), {record_}));
    return std::move(result_);
  }

 private:
  void go_back(const RenderTarget& target, const std::vector<const config::Service*>& own) {
    const bool is_shared = own.size() < target.services.size();
    const auto before = read_environments(own);
    std::string reason;
    const auto next = is_shared && !request_.manifests ? images_alone(target, own, reason)
                                                       : whole(target, own, reason);
    if (!next) return settle(own, before, reason);
    const auto change =
        put_rendered(*draft_, target.path, *next, environment_.render->keep, request_.removable);
    if (!change.is_written) return settle(own, before, "it runs that already.");
    result_.notes.push_back(describe(change, environment_.name));
    result_.manifests.push_back(outcome_of(change, environment_.name, target.path));
    for (std::size_t i = 0; i < own.size(); ++i)
      tell(*own[i], before[i]);
  }

  [[nodiscard]] std::vector<Running> read_environments(
      const std::vector<const config::Service*>& own) const {
    std::vector<Running> states;
    for (const config::Service* service : own) {
      states.push_back(running(read_environment(*draft_, environment_, *service), environment_,
                               *service, place_));
    }
    return states;
  }

  /// Nothing is done, for a reason. A rollback that is run again has been done.
  void settle(const std::vector<const config::Service*>& own, const std::vector<Running>& before,
              const std::string& reason) {
    for (std::size_t i = 0; i < own.size(); ++i) {
      plan::ServiceOutcome outcome = service_outcome(*own[i], before[i]);
      outcome.version = before[i].version;
      outcome.status = reason.empty() ? plan::Status::absent : plan::Status::unchanged;
      outcome.reason =
          reason.empty() ? fmt::format("nothing else of it ran in {}.", environment_.name) : reason;
      result_.services.push_back(std::move(outcome));
    }
  }

  [[nodiscard]] plan::ServiceOutcome service_outcome(const config::Service& service,
                                                     const Running& before) const {
    plan::ServiceOutcome outcome;
    outcome.name = service.name;
    outcome.environment = environment_.name;
    outcome.named = is_named(request_.services, service);
    outcome.previous = before.version;
    return outcome;
  }

  /// The state to go back to, both halves; with `manifests`, its files with the images of now.
  std::optional<RenderedPath> whole(const RenderTarget& target,
                                    const std::vector<const config::Service*>& own,
                                    std::string& reason) {
    std::optional<RanVersion> asked;
    if (request_.version) asked = RanVersion{own.front(), *request_.version};
    const RenderedWayBack way = rendered_way_back(place_, target, asked);
    const auto hold = hold_on(*draft_, target, request_.operation.time);
    if (!asked && hold && hold->service && way.came_by_rollback) {
      reason = "it was rolled back already; --to goes further.";
      return std::nullopt;
    }
    const auto& state = asked ? way.asked : request_.manifests ? way.manifests : way.before;
    if (!state) return std::nullopt;
    if (!request_.manifests) return state->path;
    const ObjectId revision = state->path.revision;
    return render_path(*origin_.tree(revision), revision, target, images_at(*draft_, target));
  }

  /// Of a path that others share: the images that the services had, and the manifests of now.
  std::optional<RenderedPath> images_alone(const RenderTarget& target,
                                           const std::vector<const config::Service*>& own,
                                           std::string& reason) {
    const auto now = read_rendered(*draft_, target.path, environment_.render->keep);
    if (!now) return std::nullopt;
    auto ways = ways_back(place_, environment_, own, request_.version);
    std::vector<ImageSetting> images = images_at(*draft_, target);
    for (const config::Service* service : own) {
      const WayBack& way = ways[service->name];
      const auto holds = holds_on(holds_, service->name, request_.operation.time);
      const bool is_kept = !holds.empty() && holds.front().service;
      if (!request_.version && is_kept && way.came_by_rollback) {
        reason = "it was rolled back already; --to goes further.";
        continue;
      }
      const auto& stop = request_.version ? way.asked : way.before;
      if (stop) images = with_images(std::move(images), stop->state.images);
    }
    if (images == images_at(*draft_, target)) return std::nullopt;
    return render_path(*origin_.tree(now->revision), now->revision, target, images);
  }

  /// The answer, the record and the hold of a service whose path went back.
  void tell(const config::Service& service, const Running& before) {
    plan::ServiceOutcome outcome = service_outcome(service, before);
    const Running after = running(read_environment(*draft_, environment_, service), environment_,
                                  service, std::nullopt);
    outcome.version = after.version;
    for (const ImageSetting& image : after.deployed.images)
      outcome.images.push_back({image.name, image.tag.value_or(""), image.digest});
    if (outcome.version)
      write_environment(*draft_, environment_, service, *outcome.version, after.deployed.images);
    keep_rolled_back(holds_, {request_, deploy::describe(before), snapshot_.fetched}, outcome,
                     record_, result_);
    add_service(record_, outcome);
    result_.services.push_back(std::move(outcome));
  }

  const config::Config& config_;
  const plan::Snapshot& snapshot_;
  const plan::RollbackRequest& request_;
  const config::Environment& environment_;
  plan::Place place_;
  const plan::History& origin_;  ///< of what is rendered
  std::shared_ptr<plan::Draft> draft_;
  std::vector<Hold> holds_;
  record::Record record_;
  plan::Result result_;
};

}  // namespace

plan::Result rollback_rendered(const config::Config& config, const plan::Snapshot& snapshot,
                               const plan::RollbackRequest& request,
                               const std::vector<const config::Service*>& services) {
  return RenderedReturn(config, snapshot, request).run(services);
}

}  // namespace relctl::deploy
