// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <csignal>

namespace relctl::demo {

/// SIGTERM and SIGINT as something to wait for. To be made before any thread starts, since threads
/// inherit that these signals are held back.
class StopSignals {
 public:
  StopSignals();

  void wait() const;
  /// Whether one came within `most`.
  [[nodiscard]] bool wait_for(std::chrono::seconds most) const;

 private:
  sigset_t signals_{};
};

}  // namespace relctl::demo
