// SPDX-License-Identifier: MIT
#include "status/status_walk.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "deploy/deploy.hpp"
#include "deploy/environment_log.hpp"
#include "plan/first_parents.hpp"

namespace relctl::status {
namespace {

/// True when the images that run are those that `record` wrote.
bool has_images_of(const record::Record& record, const std::string& environment,
                   const deploy::Deployed& state) {
  return std::all_of(state.images.begin(), state.images.end(), [&](const auto& image) {
    return std::none_of(record.images.begin(), record.images.end(), [&](const auto& each) {
      const bool same_tag = !image.tag || *image.tag == each.tag;
      return each.environment == environment && each.name == image.name &&
             (!same_tag || each.digest != image.digest);
    });
  });
}

/// True when `commit` changed something where the environment's paths begin.
bool touches(const plan::History& history, const plan::Commit& commit,
             const config::Environment& environment) {
  if (commit.parents.empty()) return true;
  const std::string root = deploy::folder_of_paths(environment);
  const auto before = history.tree(commit.parents.front())->find(root);
  const auto after = history.tree(commit.id)->find(root);
  return root.empty() || before != after;
}

}  // namespace

StatusWalk::StatusWalk(const config::Config& config) : config_(config) {
  for (const config::Service& service : config.services)
    services_.emplace(service.name, &service);
}

const config::Service* StatusWalk::find_service(const std::string& name) const {
  const auto found = services_.find(name);
  return found == services_.end() ? nullptr : found->second;
}

void StatusWalk::add(EnvironmentStatus& status) {
  Pending pending{&status, {}, false};
  for (ServiceStatus& service : status.services)
    pending.services.emplace(service.name, &service);
  pending_.push_back(std::move(pending));
}

void StatusWalk::run(const plan::Place& place) {
  plan::FirstParents commits(*place.history, place.tip);
  try {
    while (!is_done()) {
      const auto commit = commits.next();
      if (!commit) break;
      look_at(*place.history, *commit, false);
      if (commit->parents.size() > 1) look_at_merged(*place.history, *commit);
    }
  } catch (const Error& error) {
    // A report on a shallow clone says what the clone says, and where it falls silent.
    if (error.kind() != ErrorKind::system) throw;
    for (Pending& pending : pending_) {
      for (auto& [name, service] : pending.services)
        service->is_untold = true;
    }
  }
}

void StatusWalk::look_at_merged(const plan::History& history, const plan::Commit& merge) {
  for (std::size_t i = 1; i < merge.parents.size(); ++i) {
    for (const plan::Commit& merged : history.log(merge.parents[i], {merge.parents.front()}))
      look_at(history, merged, true);
  }
}

void StatusWalk::look_at(const plan::History& history, const plan::Commit& commit, bool is_merged) {
  const bool is_override = !record::told_overrides(commit.message).empty();
  const auto records = record::read_records(commit.message);
  for (Pending& pending : pending_) {
    if (is_override && !pending.saw_promotion &&
        touches(history, commit, config::environment(config_, pending.status->name))) {
      pending.status->overrides.push_back(commit);
    }
    for (const record::Record& record : records) {
      if (deploy::concerns(record, pending.status->name) && record.operation == "promote") {
        pending.saw_promotion = true;
      }
      explain(pending, history, commit, record, is_merged);
    }
  }
}

void StatusWalk::explain(Pending& pending, const plan::History& history, const plan::Commit& commit,
                         const record::Record& record, bool is_merged) const {
  if (record.operation == "hold" || record.operation == "unhold") return;
  for (const record::ServiceRecord& service : record.services) {
    const auto found = pending.services.find(service.name);
    if (found == pending.services.end()) continue;
    if (!writes(record, pending.status->name, service.name) &&
        !writes_places(history, commit, record, pending.status->name, service.name)) {
      continue;
    }
    ServiceStatus& status = *found->second;
    status.recorded = service.version;
    deploy::Running& now = status.running;
    const bool has_images = has_images_of(record, pending.status->name, now.deployed);
    if (now.kind == deploy::Running::Kind::unknown && has_images && !now.deployed.images.empty()) {
      now.kind = deploy::Running::Kind::known;
      now.version = service.version;
    }
    const bool is_same = now.version == service.version && has_images;
    if (is_same) {
      status.since = commit;
      status.operation = record.operation;
      status.is_merged = is_merged;
    }
    pending.services.erase(found);
  }
}

/// A release's record names all its services, but not every environment takes each.
bool StatusWalk::writes(const record::Record& record, const std::string& environment,
                        const std::string& service) const {
  if (record.environment == environment) return true;
  const config::Service* known = find_service(service);
  if (known == nullptr) return false;
  return std::any_of(
      record.images.begin(), record.images.end(), [&](const record::ImageRecord& image) {
        return image.environment == environment &&
               std::any_of(known->images.begin(), known->images.end(),
                           [&](const auto& each) { return each.name == image.name; });
      });
}

/// A release's trailers list images alone: deploy places are known by what its commit changed.
bool StatusWalk::writes_places(const plan::History& history, const plan::Commit& commit,
                               const record::Record& record, const std::string& environment,
                               const std::string& service) const {
  if (record.operation != "bump" || commit.parents.empty()) return false;
  const config::Service* known = find_service(service);
  if (known == nullptr) return false;
  const auto places = deploy::places_of(*known, config::environment(config_, environment));
  const auto before = history.tree(commit.parents.front());
  const auto after = history.tree(commit.id);
  return std::any_of(places.begin(), places.end(), [&](const config::DeployPlace& place) {
    return before->find(place.path) != after->find(place.path);
  });
}

bool StatusWalk::is_done() const {
  return std::all_of(pending_.begin(), pending_.end(), [](const Pending& pending) {
    return pending.services.empty() && pending.saw_promotion;
  });
}

}  // namespace relctl::status
