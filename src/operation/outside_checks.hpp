// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "check/environment.hpp"
#include "cli/context.hpp"
#include "config/config.hpp"
#include "process/run.hpp"
#include "tree/tree.hpp"

namespace relctl::operation {

/// What other programs find in an environment as a tree has it.
using OutsideFindings = std::function<std::vector<check::Finding>(
    const Tree& tree, const config::Config& config, const config::Environment& environment)>;

/// The programs of checks.commands: run as words, in a temporary folder, on the manifests that an
/// environment runs, with none of the user's variables that may hold a secret.
class OutsideChecks {
 public:
  /// The commands are those of `config`, which must be trusted, since they are run; {tree} is a
  /// copy of `tree`, which must be trusted too. No command gets longer than to `deadline`, nor than
  /// its own timeout.
  OutsideChecks(const config::Config& config, std::shared_ptr<const Tree> tree,
                process::Clock::time_point deadline, const cli::Context& context)
      : commands_(config.checks ? config.checks->commands : std::vector<config::CheckCommand>()),
        tree_(std::move(tree)),
        deadline_(deadline),
        context_(context) {}

  /// What the commands that are for `environment` find in it. Throws Error(system) for a command
  /// that cannot be run or was ended, Error(timeout) for one that takes too long, Error(input) for
  /// one whose answer cannot be read.
  [[nodiscard]] std::vector<check::Finding> findings(const Tree& tree, const config::Config& config,
                                                     const config::Environment& environment) const;

  /// findings() as a function; this object must outlive it. Empty where there is no command.
  [[nodiscard]] OutsideFindings as_function() const;

 private:
  [[nodiscard]] process::Output run(const config::CheckCommand& command,
                                    const config::Environment& environment,
                                    const std::string& text) const;

  std::vector<config::CheckCommand> commands_;
  std::shared_ptr<const Tree> tree_;
  process::Clock::time_point deadline_;
  const cli::Context& context_;
};

}  // namespace relctl::operation
