// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "deploy/environment_difference.hpp"
#include "operation/elsewhere.hpp"
#include "operation/environment_operation.hpp"
#include "operation/homes.hpp"
#include "operation/places.hpp"

namespace relctl::operation {

/// What is to be done in a place.
struct PlaceTask {
  EnvironmentTarget target;
  EnvironmentPlanner planner;
  plan::Operation operation;
};

/// An operation on the environments of one place: a branch of the repository worked in, or of one
/// that the environments have of their own.
class PlaceOperation {
 public:
  /// The repository, the configuration and the context must outlive it. `network`: it may be used.
  PlaceOperation(git::Repository& repository, const config::Config& config, SharedPlace place,
                 PlaceTask task, bool network, cli::Context& context);
  PlaceOperation(const PlaceOperation&) = delete;
  PlaceOperation& operator=(const PlaceOperation&) = delete;

  /// Plans on the remote's tip and publishes.
  git::Published publish();
  /// Carries out in the repository worked in.
  git::Published apply();
  /// Plans alone: with `fetch`, and for a place elsewhere always, on the remote's tip.
  git::Published preview(bool fetch);
  /// Opens a pull request, or brings the open one up to date; gives the exit code. `rendered` is
  /// what the planner notes, for the request's text.
  int review(bool replace, const std::vector<deploy::EnvironmentDifference>& rendered);

  [[nodiscard]] const SharedPlace& place() const { return place_; }
  /// The address that is published to, for people; empty for the repository worked in.
  [[nodiscard]] std::string address() const;

 private:
  git::Repository& home();
  git::PublishOptions destination();
  [[nodiscard]] std::optional<std::string> branch(bool at_remote) const;
  template <typename Act>
  auto there(const Act& act);
  plan::Result plan(const plan::Snapshot& seen);
  plan::Snapshot whole(plan::Snapshot seen);
  void check_kept_here(const config::Config& config, const plan::Snapshot& snapshot) const;

  git::Repository& repository_;
  const config::Config& config_;
  SharedPlace place_;
  EnvironmentTarget target_;
  EnvironmentPlanner planner_;
  plan::Operation operation_;
  cli::Context& context_;
  Homes homes_;
  Elsewhere elsewhere_;
};

}  // namespace relctl::operation
