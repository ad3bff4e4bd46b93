// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "cli/invocation.hpp"

namespace relctl::commands {

/// All commands, in the order of the help.
const std::vector<cli::Chapter>& chapters();

void add_bump(CLI::App& app, cli::Invocation& invocation);
void add_completion(CLI::App& app, cli::Invocation& invocation);
void add_config(CLI::App& app, cli::Invocation& invocation);
void add_current(CLI::App& app, cli::Invocation& invocation);
void add_demo(CLI::App& app, cli::Invocation& invocation);
void add_diff(CLI::App& app, cli::Invocation& invocation);
void add_history(CLI::App& app, cli::Invocation& invocation);
void add_hold(CLI::App& app, cli::Invocation& invocation);
void add_adopt(CLI::App& app, cli::Invocation& invocation);
void add_generate(CLI::App& app, cli::Invocation& invocation);
void add_verify(CLI::App& app, cli::Invocation& invocation);
void add_guard(CLI::App& app, cli::Invocation& invocation);
void add_hooks(CLI::App& app, cli::Invocation& invocation);
void add_init(CLI::App& app, cli::Invocation& invocation);
void add_next(CLI::App& app, cli::Invocation& invocation);
void add_promote(CLI::App& app, cli::Invocation& invocation);
void add_rollback(CLI::App& app, cli::Invocation& invocation);
void add_semver(CLI::App& app, cli::Invocation& invocation);
void add_status(CLI::App& app, cli::Invocation& invocation);
void add_unhold(CLI::App& app, cli::Invocation& invocation);

}  // namespace relctl::commands
