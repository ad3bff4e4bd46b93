// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <functional>
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
  std::function<void(std::string_view)> on_error_output;  ///< gets stderr as it comes, if set
};

/// How it ended.
struct Output {
  int status = 0;  ///< exit status; 128 + number where a signal ended it
  std::string out;
  std::string err;
  bool timed_out = false;  ///< it was ended at the deadline
};

/// Runs `command` in a process group of its own to its end. Throws Error(system) when it cannot be
/// started. SIGINT and SIGTERM that reach relctl meanwhile are passed on to the group.
Output run(const Command& command);

/// A child that answers requests until it is destroyed (`git cat-file --batch`): its pipes.
class Pipe {
 public:
  explicit Pipe(const Command& command);
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;
  ~Pipe();

  void write(std::string_view bytes);
  /// Up to the next line end, which is dropped. Throws Error(system) at the end of the stream.
  std::string read_line();
  /// Exactly `size` bytes.
  std::string read(std::size_t size);

 private:
  int pid_ = -1;
  int input_ = -1;
  int output_ = -1;
  std::string buffer_;
};

}  // namespace relctl::process
