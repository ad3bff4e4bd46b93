// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <random>
#include <string>

#include "base/error.hpp"
#include "process/run.hpp"

namespace relctl::git {

/// Waiting for somebody else's lock: short random pauses, 2 s altogether.
class LockWait {
 public:
  /// Pauses; false, at once, when the time is over.
  bool wait();

 private:
  std::chrono::steady_clock::time_point end_ =
      std::chrono::steady_clock::now() + std::chrono::seconds(2);
};

/// Error(system) that names a lock file of git's, how old it is, and what to do.
Error lock_error(const std::string& lock);

/// Waits between tries with full jitter: a random time between nothing and a bound that doubles
/// from 100 ms to 2 s, so that many writers who lost one race do not meet again in the next.
class Backoff {
 public:
  Backoff() : random_(std::random_device{}()) {}

  /// The next pause; drawn, not slept.
  std::chrono::milliseconds next();
  /// Sleeps for the next pause, but never past `deadline`.
  void wait(process::Clock::time_point deadline);

 private:
  std::mt19937 random_;
  std::chrono::milliseconds bound_{100};
};

}  // namespace relctl::git
