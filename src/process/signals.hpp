// SPDX-License-Identifier: MIT
#pragma once

#include <csignal>
#include <optional>

#include "process/descriptor.hpp"

namespace relctl::process {

/// While it lives, a write to a closed pipe only gives EPIPE: the SIGPIPE that comes with it is
/// held back from this thread and dropped.
class WithoutSigpipe {
 public:
  WithoutSigpipe();
  WithoutSigpipe(const WithoutSigpipe&) = delete;
  WithoutSigpipe& operator=(const WithoutSigpipe&) = delete;
  ~WithoutSigpipe();

  /// The thread's signal mask before.
  [[nodiscard]] const sigset_t& mask_before() const { return before_; }

 private:
  sigset_t before_{};
  bool was_pending_ = false;
};

/// While it lives, SIGINT, SIGTERM and SIGHUP wait in a descriptor instead of ending this process;
/// those it ignores stay ignored. The first one taken is raised again at the end, so that what the
/// process does about it happens all the same.
class HeldSignals {
 public:
  HeldSignals();
  HeldSignals(const HeldSignals&) = delete;
  HeldSignals& operator=(const HeldSignals&) = delete;
  ~HeldSignals();

  /// Readable when a signal waits.
  [[nodiscard]] int descriptor() const { return waiting_.number(); }
  /// The next signal that waits.
  std::optional<int> take();
  /// As if that signal had been taken.
  void note(int number);

 private:
  sigset_t before_{};
  Descriptor waiting_;
  int first_ = 0;
};

}  // namespace relctl::process
