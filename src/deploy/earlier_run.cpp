// SPDX-License-Identifier: MIT
#include "deploy/earlier_run.hpp"

#include <algorithm>
#include <iterator>
#include <memory>

#include "deploy/holds.hpp"
#include "deploy/rendering.hpp"
#include "plan/draft.hpp"
#include "plan/place.hpp"
#include "record/releases.hpp"
#include "semver/version.hpp"

namespace relctl::deploy {
namespace {

/// A commit's tree, and that of its first parent.
struct Change {
  std::shared_ptr<const Tree> before;
  std::shared_ptr<const Tree> after;
};

Change change_of(const plan::History& history, const ObjectId& commit) {
  const auto after = history.tree(commit);
  const auto parents = history.commit(commit).parents;
  return {parents.empty() ? after : history.tree(parents.front()), after};
}

std::vector<Hold> without(const std::vector<Hold>& holds, const std::vector<Hold>& others) {
  std::vector<Hold> rest;
  std::copy_if(holds.begin(), holds.end(), std::back_inserter(rest), [&](const Hold& hold) {
    return std::find(others.begin(), others.end(), hold) == others.end();
  });
  return rest;
}

void add_holds(const Change& change, const std::string& environment, plan::Result& result) {
  const auto before = read_holds(*change.before, environment);
  const auto after = read_holds(*change.after, environment);
  for (Hold& hold : without(after, before))
    result.added_holds.push_back(std::move(hold));
  for (Hold& hold : without(before, after))
    result.lifted_holds.push_back(std::move(hold));
}

void add_manifests(const config::Config& config, const config::Environment& environment,
                   const Change& change, plan::Result& result) {
  if (!environment.render) return;
  for (const RenderTarget& target : render_targets(config, environment)) {
    const auto& keep = environment.render->keep;
    const auto before = read_rendered(*change.before, target.path, keep);
    const auto after = read_rendered(*change.after, target.path, keep);
    if (!after || (before && before->runs_the_same(*after))) continue;
    const Rerender rerender{true, object_changes(before, *after), before, *after};
    result.manifests.push_back(outcome_of(rerender, environment.name, target.path));
  }
}

/// The tag of the release that gave `service` the version; nothing where it is not here.
std::optional<std::string> release_tag(const plan::Snapshot& snapshot,
                                       const config::Service& service, const std::string& version) {
  for (const record::Release& release :
       record::releases_of(service, plan::origin_of(snapshot).tags)) {
    if (semver::to_string(release.version) == version) return release.tag.name;
  }
  return std::nullopt;
}

plan::ServiceOutcome service_outcome(const config::Config& config, const plan::Snapshot& snapshot,
                                     const record::Record& record,
                                     const record::ServiceRecord& service) {
  plan::ServiceOutcome outcome;
  outcome.name = service.name;
  outcome.environment = record.environment;
  outcome.previous = service.previous;
  outcome.version = service.version;
  const auto* known = config::find_named(config.services, service.name);
  // A rollback goes to what ran, whether that was a release or not.
  if (known != nullptr && record.operation == "promote")
    outcome.tag = release_tag(snapshot, *known, service.version);
  for (const record::ImageRecord& image : record.images) {
    const bool is_own =
        known != nullptr && config::image_in(*known, image.environment, image.name) != nullptr;
    if (is_own && image.environment == record.environment)
      outcome.images.push_back({image.name, image.tag, image.digest});
  }
  return outcome;
}

}  // namespace

void add_earlier_run(const config::Config& config, const plan::Snapshot& snapshot,
                     const config::Environment& environment, const record::Earlier& earlier,
                     const std::vector<std::string>& named, plan::Result& result) {
  const Change change = change_of(*snapshot.history, earlier.commit);
  add_holds(change, environment.name, result);
  add_manifests(config, environment, change, result);
  for (const record::ServiceRecord& service : earlier.record.services) {
    plan::ServiceOutcome outcome = service_outcome(config, snapshot, earlier.record, service);
    outcome.named = std::find(named.begin(), named.end(), service.name) != named.end();
    const auto& added = result.added_holds;
    outcome.is_kept = std::any_of(added.begin(), added.end(),
                                  [&](const Hold& hold) { return hold.service == service.name; });
    result.services.push_back(std::move(outcome));
  }
  result.earlier = record::answered_by(snapshot, earlier.commit);
}

}  // namespace relctl::deploy
