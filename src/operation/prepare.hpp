// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "cli/context.hpp"
#include "config/config.hpp"
#include "git/repository.hpp"
#include "plan/command_run.hpp"
#include "process/run.hpp"

namespace relctl::operation {

/// Runs the commands of `release.prepare`, those of one tree once: each in a temporary work tree of
/// what is planned, in a repository of its own without history, with a home and a folder for
/// temporary files of its own, and of the environment's variables with those alone that hold no
/// secret. What .gitignore covers there is nobody's.
class Preparer {
 public:
  /// No command gets longer than to `deadline`, nor than its own timeout.
  Preparer(std::optional<process::Clock::time_point> deadline, cli::Context& context)
      : deadline_(deadline), context_(context) {}
  Preparer(const Preparer&) = delete;
  Preparer& operator=(const Preparer&) = delete;

  /// As plan::Prepare. Throws Error(system) where a command fails, Error(timeout) where it does not
  /// end in time, Error(input) that names a file which it changes and does not declare.
  std::vector<plan::FileEdit> prepare(const Tree& tree, const std::vector<plan::CommandRun>& runs);
  /// prepare() as planners take it; this object must outlive it.
  plan::Prepare as_function() {
    return [this](const Tree& tree, const std::vector<plan::CommandRun>& runs) {
      return prepare(tree, runs);
    };
  }

 private:
  struct Prepared {
    std::vector<plan::FileEdit> edits;
    std::optional<Error> error;
  };

  std::vector<plan::FileEdit> run(const Tree& tree, const std::vector<plan::CommandRun>& runs);

  std::optional<process::Clock::time_point> deadline_;
  cli::Context& context_;
  std::map<std::string, Prepared> done_;  ///< by tree and words
};

/// The configuration by which `diff --run` runs commands: that of the branch that releases are made
/// from, as this clone knows the remote's (`branch`, else its default one). Nothing where there is
/// a remote, and no such branch is known of it. Without a remote it is `own`.
std::optional<config::Config> trusted_config(const git::Repository& repository,
                                             const std::optional<std::string>& branch,
                                             const config::Config& own,
                                             const cli::Context& context);

/// How a command of `release.prepare` or `release.after` ended, where it was not well, with the end
/// of what it said.
Error command_error(const plan::CommandRun& run, const process::Output& output);

}  // namespace relctl::operation
