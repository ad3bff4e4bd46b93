// SPDX-License-Identifier: MIT
#pragma once

#include "cli/context.hpp"
#include "config/config.hpp"
#include "deploy/environment_difference.hpp"
#include "git/publish/publish.hpp"
#include "git/repository.hpp"

namespace relctl::operation {

/// A promotion that goes through a pull request instead of being pushed to its branch.
struct Review {
  std::vector<std::string> environments;
  const git::Repository* source = nullptr;  ///< that has the releases
  bool replace = false;                     ///< close an approved request, and open another one
  git::Planner planner;                     ///< plans the promotion
  /// What the environments run otherwise by the last plan.
  const std::vector<deploy::EnvironmentDifference>* rendered = nullptr;
};

/// `repository` is where the environment is kept. Plans on the remote's tip, pushes the plan's
/// commit to a branch of its own and opens the pull request, or brings the open one up to date.
/// Prints the answer and gives the exit code. Throws Error(conflict) where somebody else committed
/// to the request's branch.
int run_review(const git::Repository& repository, const config::Config& config,
               const plan::Operation& operation, const git::PublishOptions& options,
               const Review& review, cli::Context& context);

}  // namespace relctl::operation
