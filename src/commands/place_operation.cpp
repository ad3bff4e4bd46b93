// SPDX-License-Identifier: MIT
#include "commands/place_operation.hpp"

#include <memory>
#include <utility>

#include "base/error.hpp"
#include "base/redact.hpp"
#include "commands/deliver.hpp"
#include "commands/review.hpp"
#include "commands/wake.hpp"

namespace relctl::commands {

PlaceOperation::PlaceOperation(git::Repository& repository, const config::Config& config,
                               SharedPlace place, const EnvironmentTarget& target,
                               plan::Operation operation, const EnvironmentPlanner& planner,
                               bool network, Context& context)
    : repository_(repository),
      config_(config),
      place_(std::move(place)),
      target_(target),
      operation_(std::move(operation)),
      planner_(planner),
      context_(context),
      homes_(homes_of(repository, config, place_.environments)),
      elsewhere_(repository, config, operation_, network, context) {
  if (place_.is_elsewhere() && target_.branch) {
    throw Error(ErrorKind::usage, "--branch is for environments of this repository")
        .hint("relctl.yaml names the branch of " + place_.first->name);
  }
}

git::Repository& PlaceOperation::home() {
  return place_.is_elsewhere() ? elsewhere_.clone(*place_.first).repository() : repository_;
}

/// Published, an operation goes to the remote's default branch, whatever is checked out here, if
/// the environment has no branch of its own.
std::optional<std::string> PlaceOperation::branch(bool at_remote) const {
  if (target_.branch) return target_.branch;
  if (homes_.own || at_remote) return homes_.own;
  return homes_.default_branch;
}

git::PublishOptions PlaceOperation::options() {
  if (place_.is_elsewhere()) return elsewhere_.options(*place_.first);
  git::PublishOptions options = publish_options(repository_, config_, branch(true), context_);
  options.others = homes_.all;
  return options;
}

/// `seen` with everything that a planner may look at besides.
plan::Snapshot PlaceOperation::whole(plan::Snapshot seen) {
  if (!place_.is_elsewhere()) return with_homes(repository_, std::move(seen), homes_);
  seen.repository = *place_.first->repository;
  seen.history = elsewhere_.place(*place_.first).history;
  seen.tags.clear();
  seen.origin = std::make_shared<const plan::Snapshot>(elsewhere_.origin());
  return seen;
}

/// The configuration is read anew on each tip that is planned on.
plan::Result PlaceOperation::plan(const plan::Snapshot& seen) {
  plan::Snapshot snapshot = whole(seen);
  const config::Config config = config_of(repository_, snapshot, context_);
  if (target_.from_predecessors) {
    elsewhere_.add(snapshot, with_predecessors(config, place_.environments));
  }
  return planner_(config, snapshot, operation_, place_.environments);
}

git::Published PlaceOperation::publish() {
  const git::Planner planner = [this](const plan::Snapshot& seen) { return plan(seen); };
  return publish_and_wake(home(), config_, operation_, options(), planner, context_);
}

git::Published PlaceOperation::apply() {
  const git::Planner planner = [this](const plan::Snapshot& seen) { return plan(seen); };
  return deliver(repository_, config_, operation_, {branch(false), false, false}, planner,
                 context_);
}

git::Published PlaceOperation::preview(bool fetch) {
  const git::Planner planner = [this](const plan::Snapshot& seen) { return plan(seen); };
  git::Published published;
  published.result = fetch || place_.is_elsewhere()
                         ? git::preview(home(), operation_, options(), planner)
                         : planner(git::local_snapshot(
                               repository_, target_branch(repository_, branch(false), context_)));
  return published;
}

int PlaceOperation::review(bool replace) {
  const Review review{place_.environments, &repository_, replace,
                      [this](const plan::Snapshot& seen) { return plan(seen); }};
  return run_review(home(), config_, operation_, options(), review, context_);
}

std::string PlaceOperation::address() const {
  return place_.is_elsewhere() ? redact(address_of(*place_.first, repository_)) : std::string();
}

}  // namespace relctl::commands
