// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "operation/environment_operation.hpp"

namespace relctl::commands {

/// What `generate` takes.
struct GenerateOptions {
  operation::EnvironmentTarget target;
  std::vector<std::string> environments;
  std::vector<std::string> removable;
  bool check = false;
  bool drop_override = false;
};

/// Declares what `generate` and its preview have in common.
void add_generate_options(cli::Command& command, GenerateOptions& options);

/// Where it writes: each environment to where it is kept, and what has no branch of its own to the
/// one that is checked out, since its files are what is written from.
operation::EnvironmentTarget generate_target(const GenerateOptions& options);

operation::EnvironmentPlanner generate_planner(const GenerateOptions& options);

}  // namespace relctl::commands
