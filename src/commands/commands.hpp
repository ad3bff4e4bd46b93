// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <string_view>
#include <vector>

#include "commands/context.hpp"

namespace CLI {
class App;
}

namespace relctl::commands {

/// What a command line asks for: set while it is parsed, run afterwards, so that errors of the
/// two cannot mix. The result is the exit code.
struct Invocation {
  GlobalOptions globals;
  bool version = false;  ///< `--version` was given
  std::function<int(Context&)> run;
};

/// Declares one command: its options, its help, and the run function that `invocation` gets.
using AddCommand = void (*)(CLI::App& app, Invocation& invocation);

/// A group of the overview that `relctl --help` prints.
struct Chapter {
  std::string_view title;
  std::vector<AddCommand> commands;
};

/// All commands, in the order of the help.
const std::vector<Chapter>& chapters();

void add_bump(CLI::App& app, Invocation& invocation);
void add_completion(CLI::App& app, Invocation& invocation);
void add_config(CLI::App& app, Invocation& invocation);
void add_current(CLI::App& app, Invocation& invocation);
void add_demo(CLI::App& app, Invocation& invocation);
void add_diff(CLI::App& app, Invocation& invocation);
void add_history(CLI::App& app, Invocation& invocation);
void add_hold(CLI::App& app, Invocation& invocation);
void add_adopt(CLI::App& app, Invocation& invocation);
void add_generate(CLI::App& app, Invocation& invocation);
void add_verify(CLI::App& app, Invocation& invocation);
void add_guard(CLI::App& app, Invocation& invocation);
void add_hooks(CLI::App& app, Invocation& invocation);
void add_init(CLI::App& app, Invocation& invocation);
void add_next(CLI::App& app, Invocation& invocation);
void add_promote(CLI::App& app, Invocation& invocation);
void add_rollback(CLI::App& app, Invocation& invocation);
void add_semver(CLI::App& app, Invocation& invocation);
void add_status(CLI::App& app, Invocation& invocation);
void add_unhold(CLI::App& app, Invocation& invocation);

}  // namespace relctl::commands
