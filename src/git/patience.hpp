// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <string>

#include "base/error.hpp"

namespace relctl::git {

/// Waiting for somebody else's lock: short random pauses, 2 s altogether.
class Patience {
 public:
  /// Pauses; false, at once, when the time is over.
  bool wait();

 private:
  std::chrono::steady_clock::time_point end_ =
      std::chrono::steady_clock::now() + std::chrono::seconds(2);
};

/// Error(system) that names a lock file of git's, how old it is, and what to do.
Error lock_error(const std::string& lock);

}  // namespace relctl::git
