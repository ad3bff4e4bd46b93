// SPDX-License-Identifier: MIT
#include "deploy/rollback.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/error.hpp"
#include "deploy/built_images.hpp"
#include "deploy/carry.hpp"
#include "deploy/deploy.hpp"
#include "deploy/earlier_run.hpp"
#include "deploy/environment_commit.hpp"
#include "deploy/environment_reader.hpp"
#include "deploy/environment_state.hpp"
#include "deploy/hold.hpp"
#include "deploy/image_settings.hpp"
#include "deploy/rendered_rollback.hpp"
#include "deploy/way_back.hpp"
#include "plan/place.hpp"
#include "record/once.hpp"
#include "record/releases.hpp"

namespace relctl::deploy {
namespace {

using kustomize::ImageSetting;

/// The way back of all services in one environment.
class Return {
 public:
  Return(const config::Config& config, const plan::Snapshot& snapshot,
         const plan::RollbackRequest& request)
      : snapshot_(snapshot),
        request_(request),
        environment_(config::environment(config, request.environment)),
        place_(*plan::place_of(environment_, snapshot)),
        draft_(std::make_shared<plan::Draft>(plan::tree_at(place_))),
        reader_(draft_, environment_),
        holds_(read_holds(*draft_, environment_.name)),
        record_(environment_record("rollback", request.operation, environment_.name)) {}

  void run(const std::vector<const config::Service*>& services, plan::Result& result) {
    auto ways = ways_back(place_, environment_, services, request_.version);
    for (const config::Service* service : services) {
      plan::ServiceOutcome outcome;
      outcome.name = service->name;
      outcome.environment = environment_.name;
      outcome.named = is_named(request_.services, *service);
      go_back(*service, ways[service->name], outcome, result);
      result.services.push_back(std::move(outcome));
    }
    const auto notes = check_built_images(*draft_, environment_, promises_);
    result.notes.insert(result.notes.end(), notes.begin(), notes.end());
    write_holds(*draft_, environment_.name, holds_);
  }

  [[nodiscard]] const record::Record& record() const { return record_; }
  [[nodiscard]] std::vector<plan::FileEdit> edits() const { return draft_->edits(); }

 private:
  static void settle(plan::ServiceOutcome& outcome, plan::Status status, std::string reason) {
    outcome.status = status;
    outcome.reason = std::move(reason);
  }

  void go_back(const config::Service& service, const WayBack& way, plan::ServiceOutcome& outcome,
               plan::Result& result) {
    const Running now = running(reader_.read(service), environment_, service, place_);
    outcome.previous = now.version;
    const auto holds = holds_on(holds_, service.name, request_.operation.time);
    const bool is_kept = std::any_of(holds.begin(), holds.end(), [&](const Hold& hold) {
      return hold.service && hold.version == now.version;
    });
    if (!request_.version && is_kept && way.came_by_rollback) {
      outcome.version = now.version;
      return settle(
          outcome, plan::Status::unchanged,
          fmt::format("it was rolled back to {} already; --to goes further.", describe(now)));
    }
    const std::optional<Stop> stop = stop_of(service, way);
    if (!stop) {
      return settle(outcome, plan::Status::absent,
                    fmt::format("no other version of it ran in {}.", environment_.name));
    }
    outcome.version = stop->version;
    if (now.version == stop->version) {
      return settle(outcome, plan::Status::unchanged,
                    fmt::format("{} runs {} already.", environment_.name, stop->version));
    }
    write(service, *stop, outcome, result);
    keep_rolled_back(holds_, {request_, describe(now), snapshot_.fetched}, outcome, record_,
                     result);
    add_service(record_, outcome);
  }

  /// The version to go back to. One that never ran here has nothing but its number.
  std::optional<Stop> stop_of(const config::Service& service, const WayBack& way) {
    if (!request_.version) return way.before;
    if (way.asked) return way.asked;
    const auto releases = record::releases_of(service, plan::origin_of(snapshot_).tags);
    const bool exists =
        std::any_of(releases.begin(), releases.end(), [&](const record::Release& release) {
          return semver::to_string(release.version) == *request_.version;
        });
    if (!exists) {
      throw Error(ErrorKind::conflict,
                  fmt::format("{} {} never ran in {}, and is no release", service.name,
                              *request_.version, environment_.name))
          .hint(fmt::format("`relctl history {}` lists what ran", environment_.name));
    }
    return Stop{*request_.version, {}, nullptr, {}};
  }

  void write(const config::Service& service, const Stop& stop, plan::ServiceOutcome& outcome,
             plan::Result& result) {
    auto images = image_settings(service, environment_.name, stop.version, {});
    for (ImageSetting& image : images) {
      for (const ImageSetting& old : stop.state.images) {
        if (old.name == image.name && old.tag == image.tag) image.digest = old.digest;
      }
    }
    if (stop.tree) {
      carry(*draft_, environment_, service, *stop.tree, path_of(environment_, service));
    } else if (!environment_.carry.empty()) {
      result.notes.push_back(fmt::format("What {} carries stays as it is: {} {} never ran there.",
                                         environment_.name, service.name, stop.version));
    }
    const auto before = write_environment(*draft_, environment_, service, stop.version, images);
    for (std::string& note : unpinned(before, images, environment_.name))
      result.notes.push_back(std::move(note));
    for (const ImageSetting& image : images)
      outcome.images.push_back({image.name, *image.tag, image.digest});
    promises_.push_back({&service, std::move(images)});
  }

  const plan::Snapshot& snapshot_;
  const plan::RollbackRequest& request_;
  const config::Environment& environment_;
  plan::Place place_;
  std::shared_ptr<plan::Draft> draft_;
  EnvironmentReader reader_;
  std::vector<Hold> holds_;
  std::vector<Promise> promises_;
  record::Record record_;
};

std::vector<const config::Service*> rolled_back_services(const config::Config& config,
                                                         const plan::RollbackRequest& request) {
  const auto& environment = config::environment(config, request.environment);
  auto services = config::named_services(config, request.services);
  services.erase(std::remove_if(services.begin(), services.end(),
                                [&](const config::Service* service) {
                                  return !runs_in(*service, environment);
                                }),
                 services.end());
  if (request.version && services.size() > 1) {
    throw Error(ErrorKind::usage, fmt::format("which service goes back to {}?", *request.version))
        .hint("name it with --service");
  }
  if (services.empty()) {
    throw Error(ErrorKind::usage,
                fmt::format("none of these services runs in {}", environment.name));
  }
  return services;
}

/// The answer of an earlier run with the same key; nothing where there was none.
std::optional<plan::Result> done_before(const config::Config& config,
                                        const plan::Snapshot& snapshot,
                                        const plan::RollbackRequest& request) {
  if (!request.operation.key) return std::nullopt;
  const auto earlier = record::find_once(
      config, snapshot,
      {"rollback", *request.operation.key, request.services, request.environment});
  if (!earlier) return std::nullopt;
  plan::Result result;
  add_earlier_run(config, snapshot, config::environment(config, request.environment), *earlier,
                  request.services, result);
  result.notes.push_back(
      fmt::format("{} was rolled back by an earlier run with the same key.", request.environment));
  return result;
}

/// Of all services some may have nowhere to go: in the middle of an incident that must not pass
/// for success.
void tell_left(const plan::RollbackRequest& request, plan::Result& result) {
  std::vector<std::string> left;
  for (const plan::ServiceOutcome& service : result.services) {
    if (service.status == plan::Status::absent) left.push_back(service.name);
  }
  if (left.empty() || !request.services.empty()) return;
  result.notes.push_back(
      fmt::format("{} of {} services were NOT rolled back in {}: {}. Choose where each goes: "
                  "`relctl rollback {} "
                  "--service NAME --to VERSION`.",
                  left.size(), result.services.size(), request.environment, fmt::join(left, ", "),
                  request.environment));
}

}  // namespace

plan::Result rollback(const config::Config& config, const plan::Snapshot& snapshot,
                      const plan::RollbackRequest& request) {
  const auto services = rolled_back_services(config, request);
  if (auto earlier = done_before(config, snapshot, request)) return std::move(*earlier);
  if (config::environment(config, request.environment).render) {
    plan::Result result = rollback_rendered(config, snapshot, request, services);
    tell_left(request, result);
    return result;
  }
  if (request.manifests) {
    throw Error(
        ErrorKind::usage,
        fmt::format("{} is not rendered: it has no manifests to roll back", request.environment));
  }
  plan::Result result;
  Return way(config, snapshot, request);
  way.run(services, result);
  tell_left(request, result);
  if (!way.record().services.empty()) {
    result.plans.push_back(environment_commit(config, snapshot, way.edits(), {way.record()}));
  }
  return result;
}

}  // namespace relctl::deploy
