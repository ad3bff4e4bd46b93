// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "operation/environment_operation.hpp"

namespace CLI {
class App;
}

namespace relctl::commands {

/// What `generate` takes.
struct GenerateOptions {
  operation::EnvironmentTarget target;
  std::vector<std::string> environments;
  bool check = false;
};

/// Declares what `generate` and its preview have in common.
void add_generate_options(CLI::App& app, GenerateOptions& options);

operation::EnvironmentPlanner generate_planner(const GenerateOptions& options);

}  // namespace relctl::commands
