// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "cli/context.hpp"
#include "config/config.hpp"
#include "deploy/environment_difference.hpp"
#include "operation/environment_operation.hpp"
#include "plan/outcome.hpp"
#include "plan/snapshot.hpp"

namespace relctl::operation {

using Differences = std::vector<deploy::EnvironmentDifference>;

/// What the environments on the target branch of `snapshot` run otherwise once `result` is carried
/// out; those that run the same are left out.
Differences rendered_differences(const config::Config& config, const plan::Snapshot& snapshot,
                                 const plan::Result& result);

/// `planner`, which notes the differences of what it planned last in `found`; both must outlive it.
EnvironmentPlanner noting_differences(const EnvironmentPlanner& planner, Differences& found);

/// `diff --rendered A..B`: what each environment of this repository runs at B otherwise than at A.
/// Prints it and gives the exit code: 1 with `exit_code` where anything differs.
int run_diff_range(const std::string& range, bool exit_code, cli::Context& context);

/// Prints `found` to stdout (with --json: {environments}).
void print_rendered(const Differences& found, cli::Context& context);

}  // namespace relctl::operation
