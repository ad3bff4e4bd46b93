// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "process/child.hpp"
#include "process/command.hpp"
#include "process/descriptor.hpp"

namespace relctl::process {

/// How it ended.
struct Output {
  int status = 0;  ///< exit status; 128 + number where a signal ended it
  std::string out;
  std::string err;
  bool timed_out = false;  ///< it was ended at the deadline
  bool too_long = false;   ///< it was killed for writing more than its output_limit
};

/// Runs `command` in a process group of its own to its end. Throws Error(system) when it cannot be
/// started. SIGINT, SIGTERM and SIGHUP that reach relctl meanwhile are passed on to the group,
/// which is killed 2 s later, and then do to relctl what they would have done. Whatever outlives
/// the program with its output still open is not waited for.
Output run(const Command& command);

/// A child that answers requests until it is destroyed (`git cat-file --batch`): its pipes. Every
/// call throws Error(timeout) after the command's deadline.
class Pipe {
 public:
  explicit Pipe(const Command& command);
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;
  ~Pipe();

  /// Throws Error(system) when the child no longer reads. Answers that come meanwhile are kept.
  void write(std::string_view bytes);
  /// Up to the next line end, which is dropped. Throws Error(system) at the end of the stream.
  std::string read_line();
  /// Exactly `size` bytes. Throws Error(system) at the end of the stream.
  std::string read(std::size_t size);

 private:
  void wait_for(bool writing);
  bool receive();
  void receive_more();
  [[nodiscard]] std::string taken(std::size_t size, std::size_t dropped);
  [[noreturn]] void fail();

  std::string program_;
  std::optional<Clock::time_point> deadline_;
  Channel input_;
  Channel output_;
  Descriptor error_;
  Child child_;
  std::string buffer_;
  std::size_t position_ = 0;  ///< of the first byte of buffer_ that nobody read yet
};

}  // namespace relctl::process
