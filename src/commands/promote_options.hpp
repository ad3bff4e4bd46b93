// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/command.hpp"
#include "commands/passed_checks.hpp"
#include "operation/environment_operation.hpp"
#include "operation/image_check.hpp"

namespace relctl::commands {

/// What `promote` and `diff promote` are asked for.
struct PromoteOptions {
  operation::EnvironmentTarget target;
  std::vector<std::string> services;
  std::optional<std::string> version;
  std::vector<std::string> digests;
  std::optional<std::string> once;
  OverrideOptions overrides;
  std::optional<std::string> wait;
  std::vector<std::string> removable;
  bool allow_downgrade = false;
  bool drop_override = false;
  std::optional<std::string> manifests;
  bool review = false;
  bool replace = false;
};

/// Declares what is promoted, and to where.
void add_promote_options(cli::Command& command, PromoteOptions& options);

/// The planner of these options. It remembers what the first planning saw. `check` looks at the
/// images of what is planned; empty: nobody does.
operation::EnvironmentPlanner promote_planner(const PromoteOptions& options,
                                              const operation::ImageCheck& check,
                                              const cli::Context& context);

/// What `rollback` and `diff rollback` are asked for.
struct RollbackOptions {
  operation::EnvironmentTarget target;
  std::string environment;
  std::vector<std::string> services;
  std::vector<std::string> removable;
  bool all = false;
  bool manifests = false;
  std::optional<std::string> version;
  std::optional<std::string> reason;
  std::optional<std::string> until;
  std::optional<std::string> once;
};

/// Declares what goes back, and where.
void add_rollback_options(cli::Command& command, RollbackOptions& options);

/// The planner of these options. Throws Error(usage) where neither services nor --all are given.
operation::EnvironmentPlanner rollback_planner(const RollbackOptions& options);

}  // namespace relctl::commands
