// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <string_view>
#include <vector>

#include "cli/context.hpp"

namespace CLI {
class App;
}

namespace relctl::cli {

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

}  // namespace relctl::cli
