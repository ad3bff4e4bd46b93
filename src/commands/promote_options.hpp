// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/command.hpp"
#include "commands/operation_options.hpp"
#include "operation/checked_plan.hpp"
#include "operation/environment_operation.hpp"

namespace relctl::commands {

/// What `promote` and `diff promote` are asked for.
struct PromoteOptions {
  operation::EnvironmentTarget target;
  plan::PromoteRequest request;      ///< promote_planner() fills in the rest
  std::vector<std::string> digests;  ///< as they were written
  std::optional<std::string> once;
  OverrideOptions overrides;
  std::optional<std::string> wait;
  std::optional<std::string> manifests;  ///< as it was written
  bool review = false;
  bool replace = false;
};

/// Declares what is promoted, and to where.
void add_promote_options(cli::Command& command, PromoteOptions& options);

/// The planner of these options, which holds what it plans to `checks`. It remembers what the first
/// planning saw. `context` must outlive it.
operation::EnvironmentPlanner promote_planner(const PromoteOptions& options,
                                              operation::Checks checks, cli::Context& context);

/// What `rollback` and `diff rollback` are asked for.
struct RollbackOptions {
  operation::EnvironmentTarget target;
  plan::RollbackRequest request;
  bool all = false;
  std::optional<std::string> once;
};

/// Declares what goes back, and where.
void add_rollback_options(cli::Command& command, RollbackOptions& options);

/// The planner of these options. Throws Error(usage) where neither services nor --all are given.
operation::EnvironmentPlanner rollback_planner(const RollbackOptions& options);

}  // namespace relctl::commands
