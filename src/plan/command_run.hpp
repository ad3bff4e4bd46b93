// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "config/config.hpp"
#include "plan/plan.hpp"
#include "tree/tree.hpp"

namespace relctl::plan {

/// A release as a command hears of it.
struct NamedRelease {
  std::string service;
  std::string version;
  std::optional<std::string> previous;
  std::string tag;
};

/// A run of a command of `release.prepare` or `release.after`, for one release.
struct CommandRun {
  const config::ReleaseCommand* command = nullptr;
  std::vector<std::string> words;                ///< the command's, filled in
  std::map<std::string, std::string> variables;  ///< RELCTL_SERVICE, _VERSION, _PREVIOUS, _TAG
};

/// The runs of those of `commands` that are for the services of `releases`: release by release, in
/// the commands' order. `commands` must outlive them.
std::vector<CommandRun> command_runs(const std::vector<config::ReleaseCommand>& commands,
                                     const std::vector<NamedRelease>& releases);

/// Runs commands one after the other on a tree: what they leave otherwise there, in order of path.
/// What it is given decides what it answers, so that a plan stays a function of its inputs. Throws
/// where a command fails, or changes what it does not declare.
using Prepare =
    std::function<std::vector<FileEdit>(const Tree& tree, const std::vector<CommandRun>& runs)>;

}  // namespace relctl::plan
