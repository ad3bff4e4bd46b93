// SPDX-License-Identifier: MIT
#pragma once

#include <csignal>

#include "process/command.hpp"
#include "process/descriptor.hpp"

namespace relctl::process {

/// The descriptors that a child gets as its 0, 1 and 2.
struct Streams {
  int input;
  int output;
  int error;
};

/// A running program, the leader of a process group of its own. At its end of life the group is
/// killed, if nobody waited for it before.
class Child {
 public:
  /// Starts `command` with `mask` as its signal mask, but for SIGINT, SIGTERM and SIGHUP, which
  /// reach it. Throws Error(system) that names the program or the directory when it cannot be
  /// started.
  Child(const Command& command, const Streams& streams, const sigset_t& mask);
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;
  ~Child();

  /// The id of the leader and of its group.
  [[nodiscard]] int id() const { return id_; }
  /// Sends a signal to the whole group.
  void signal(int number) const;
  /// Readable once the leader has ended; -1 where the kernel offers none.
  [[nodiscard]] int end_descriptor() const { return end_.number(); }
  /// Whether the leader has ended. It keeps its id, and the group with it, until wait().
  [[nodiscard]] bool has_ended() const;
  /// Waits for the leader: its exit status, or 128 + number where a signal ended it.
  int wait();

 private:
  int id_ = -1;
  Descriptor end_;
};

}  // namespace relctl::process
