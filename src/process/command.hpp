// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace relctl::process {

using Clock = std::chrono::steady_clock;

/// A program to run: as argv, never through a shell.
struct Command {
  std::vector<std::string> argv;  ///< argv[0] is looked up in PATH
  std::string input;              ///< written to its standard input, which is then closed
  std::string directory;          ///< to run in; empty: this process's
  std::map<std::string, std::optional<std::string>> environment;  ///< to set; no value: to remove
  std::optional<Clock::time_point> deadline;  ///< TERM to the process group then, KILL 2 s later
  /// Bytes of both its outputs that are taken; one that writes more is killed.
  std::optional<std::size_t> output_limit;
  bool bare = false;        ///< `environment` is all that it gets of variables
  bool ends_group = false;  ///< what it leaves running in its process group is killed
  bool terminal = false;    ///< run() lends it the terminal, if there is one, to ask for a password
};

}  // namespace relctl::process
