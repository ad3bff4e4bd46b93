// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "cli/context.hpp"
#include "config/config.hpp"
#include "git/repository.hpp"
#include "operation/preview.hpp"
#include "plan/outcome.hpp"
#include "plan/request.hpp"
#include "plan/snapshot.hpp"

namespace relctl::operation {

/// Where an operation on environments goes, and how.
struct EnvironmentTarget {
  std::vector<std::string> environments;
  std::optional<std::string> branch;  ///< `--branch`
  bool here = false;  ///< those without a branch of their own: on the branch checked out
  bool push = false;
  bool dry_run = false;
  bool no_verify = false;                      ///< the hooks of commit messages are not run
  bool from_predecessors = false;              ///< it looks at the environments before these, too
  std::vector<plan::PassedCheck> passed = {};  ///< `--override`
};

/// Plans for `environments`, which are kept on one branch, with the configuration that the branch
/// has which releases are made from.
using EnvironmentPlanner = std::function<plan::Result(
    const config::Config& config, const plan::Snapshot& snapshot, const plan::Operation& operation,
    const std::vector<std::string>& environments)>;

/// Carries out an operation on environments, one commit for each place that they are kept in, in
/// promotion order; prints the answer and gives the exit code. `key` is that of --once. Where one
/// fails the error says what was published before it.
int run_environment_operation(const EnvironmentTarget& target,
                              const std::optional<std::string>& key,
                              const EnvironmentPlanner& planner, cli::Context& context);

/// Opens a pull request for what run_environment_operation() would push, or brings the open one up
/// to date; `replace` closes an approved one first.
int review_environment_operation(const EnvironmentTarget& target, bool replace,
                                 const EnvironmentPlanner& planner, cli::Context& context);

/// Prints what run_environment_operation() would do as a patch.
int preview_environment_operation(const EnvironmentTarget& target, const DiffOptions& options,
                                  const EnvironmentPlanner& planner, cli::Context& context);

/// What run_environment_operation() would do for environments of one place; asks no network.
plan::Result plan_environment_operation(const EnvironmentTarget& target,
                                        const EnvironmentPlanner& planner, cli::Context& context);

/// The configuration at the tip of the branch that releases are made from; `--config` beats it.
config::Config config_of(const git::Repository& repository, const plan::Snapshot& snapshot,
                         const cli::Context& context);

}  // namespace relctl::operation
