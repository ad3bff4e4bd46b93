// SPDX-License-Identifier: MIT
#include "commands/commit_options.hpp"

namespace relctl::commands {

void add_no_verify(cli::Command& command, bool& no_verify) {
  command.flag("--no-verify", &no_verify,
               "Make the commit without the hooks prepare-commit-msg and commit-msg");
}

}  // namespace relctl::commands
