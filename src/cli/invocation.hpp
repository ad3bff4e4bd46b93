// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <string_view>
#include <vector>

#include "cli/command.hpp"
#include "cli/context.hpp"

namespace relctl::cli {

/// What a command line asks for: set while it is parsed, run afterwards, so that errors of the
/// two cannot mix. The result is the exit code.
struct Invocation {
  GlobalOptions globals;
  bool version = false;  ///< `--version` was given
  std::function<int(Context&)> run;
};

/// A command of the overview. Its options are declared when its name is given, and not before:
/// all commands' options are most of what a start would cost.
struct Entry {
  std::string_view name;
  std::string_view sentence;
  void (*declare)(Command& command);
};

/// A group of the overview that `relctl --help` prints.
struct Chapter {
  std::string_view title;
  std::vector<Entry> commands;
};

}  // namespace relctl::cli
