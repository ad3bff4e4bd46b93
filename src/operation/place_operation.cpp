// SPDX-License-Identifier: MIT
#include "operation/place_operation.hpp"

#include <memory>
#include <utility>

#include "base/error.hpp"
#include "base/redact.hpp"
#include "git/publish/snapshot.hpp"
#include "operation/deliver.hpp"
#include "operation/review.hpp"
#include "operation/wake.hpp"
#include "plan/place.hpp"

namespace relctl::operation {

/// Does `act`, and names the place in what is wrong with its files: they are not the ones that the
/// caller sees in the checkout.
template <typename Act>
auto PlaceOperation::there(const Act& act) {
  try {
    return act();
  } catch (Error& error) {
    const bool is_of_files =
        error.kind() == ErrorKind::input || error.kind() == ErrorKind::conflict;
    if (place_.is_elsewhere() && is_of_files) {
      error.hint(place_.first->name + " is kept in " + address());
    }
    throw;
  }
}

PlaceOperation::PlaceOperation(git::Repository& repository, const config::Config& config,
                               SharedPlace place, PlaceTask task, bool network,
                               cli::Context& context)
    : repository_(repository),
      config_(config),
      place_(std::move(place)),
      target_(std::move(task.target)),
      planner_(std::move(task.planner)),
      operation_(std::move(task.operation)),
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
  if (homes_.own) return homes_.own;
  if (target_.here) return repository_.head_branch();
  if (at_remote) return std::nullopt;
  return homes_.default_branch;
}

git::PublishOptions PlaceOperation::destination() {
  if (place_.is_elsewhere()) return elsewhere_.destination(*place_.first);
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

/// Throws where what is checked out has another idea of where the environments are kept than what
/// is planned on: nothing is written to where an environment was kept once.
void PlaceOperation::check_kept_here(const config::Config& config,
                                     const plan::Snapshot& snapshot) const {
  for (const std::string& name : place_.environments) {
    if (plan::is_on_target(config::environment(config, name), snapshot)) continue;
    const std::string branch = plan::origin_of(snapshot).branch;
    throw Error(ErrorKind::conflict,
                name + " is kept elsewhere by the relctl.yaml on " +
                    (branch.empty() ? "the branch that releases are made from" : branch))
        .hint("check that branch out, or name the environment's branch in relctl.yaml");
  }
}

/// The configuration is read anew on each tip that is planned on.
plan::Result PlaceOperation::plan(const plan::Snapshot& seen) {
  plan::Snapshot snapshot = whole(seen);
  const config::Config config = config_of(repository_, snapshot, context_);
  check_kept_here(config, snapshot);
  if (target_.from_predecessors) {
    elsewhere_.add(snapshot, with_predecessors(config, place_.environments));
  }
  return planner_(config, snapshot, operation_, place_.environments);
}

git::Published PlaceOperation::publish() {
  const git::Planner planner = [this](const plan::Snapshot& seen) { return plan(seen); };
  return there([&] {
    return publish_and_wake(home(), config_, operation_, destination(), planner, context_);
  });
}

git::Published PlaceOperation::apply() {
  const git::Planner planner = [this](const plan::Snapshot& seen) { return plan(seen); };
  return deliver(repository_, config_, operation_, {branch(false), false, false}, planner,
                 context_);
}

git::Published PlaceOperation::preview(bool fetch) {
  const git::Planner planner = [this](const plan::Snapshot& seen) { return plan(seen); };
  git::Published published;
  if (fetch || place_.is_elsewhere()) {
    published.result = there([&] { return git::preview(home(), destination(), planner); });
  } else {
    const auto target = target_branch(repository_, branch(false), context_);
    published.result = planner(git::local_snapshot(repository_, target));
  }
  return published;
}

int PlaceOperation::review(bool replace,
                           const std::vector<deploy::EnvironmentDifference>& rendered) {
  const Review review{place_.environments, &repository_, replace,
                      [this](const plan::Snapshot& seen) { return plan(seen); }, &rendered};
  return there(
      [&] { return run_review(home(), config_, operation_, destination(), review, context_); });
}

std::string PlaceOperation::address() const {
  return place_.is_elsewhere() ? redact(address_of(*place_.first, repository_)) : std::string();
}

}  // namespace relctl::operation
