// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "cli/context.hpp"
#include "config/config.hpp"
#include "git/repository.hpp"
#include "record/releases.hpp"

namespace relctl::operation {

/// A command of `release.after` that ended well.
struct AfterCommand {
  std::string name;
  int exit = 0;
};

/// Runs the commands of `release.after` that are for a release of `service`, in order, each in a
/// temporary work tree of the release's tag, with all variables of the environment, and
/// RELCTL_SERVICE, _VERSION, _PREVIOUS, _TAG, _COMMIT, _NOTES (a file with `notes`) and _WORK_TREE
/// (the work tree that relctl was started in). That they ran is written down nowhere: they run
/// again whenever this is called again. Throws Error(system) for the first that fails,
/// Error(timeout) where one does not end in time.
std::vector<AfterCommand> run_after(const git::Repository& repository, const config::Config& config,
                                    const config::Service& service, const record::Release& release,
                                    const std::string& notes, cli::Context& context);

}  // namespace relctl::operation
