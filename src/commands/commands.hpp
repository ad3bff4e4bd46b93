// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "cli/invocation.hpp"

namespace relctl::commands {

/// All commands, in the order of the help.
const std::vector<cli::Chapter>& chapters();

void declare_announce(cli::Command& command);
void declare_bump(cli::Command& command);
void declare_changelog(cli::Command& command);
void declare_check(cli::Command& command);
void declare_completion(cli::Command& command);
void declare_config(cli::Command& command);
void declare_current(cli::Command& command);
void declare_demo(cli::Command& command);
void declare_diff(cli::Command& command);
void declare_help(cli::Command& command);
void declare_history(cli::Command& command);
void declare_hold(cli::Command& command);
void declare_adopt(cli::Command& command);
void declare_generate(cli::Command& command);
void declare_verify(cli::Command& command);
void declare_guard(cli::Command& command);
void declare_hooks(cli::Command& command);
void declare_image(cli::Command& command);
void declare_init(cli::Command& command);
void declare_next(cli::Command& command);
void declare_notes(cli::Command& command);
void declare_promote(cli::Command& command);
void declare_render(cli::Command& command);
void declare_rollback(cli::Command& command);
void declare_semver(cli::Command& command);
void declare_status(cli::Command& command);
void declare_unhold(cli::Command& command);
void declare_version(cli::Command& command);

}  // namespace relctl::commands
