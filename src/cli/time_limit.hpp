// SPDX-License-Identifier: MIT
#pragma once

#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>

#include "cli/context.hpp"

namespace relctl::cli {

/// While it lives, the process ends with the exit code of ErrorKind::timeout, and an error that
/// says so, once `--timeout` is over; without that option it may take as long as it takes. For
/// commands that change nothing: whatever they are doing is given up, in the middle of it.
class TimeLimit {
 public:
  /// `what`: what takes so long, such as `guard`. Throws Error(usage) for a time that is none.
  TimeLimit(const std::string& what, const Context& context);
  TimeLimit(const TimeLimit&) = delete;
  TimeLimit& operator=(const TimeLimit&) = delete;
  ~TimeLimit();

 private:
  std::mutex mutex_;
  std::condition_variable over_;
  bool is_over_ = false;
  std::thread watch_;
};

}  // namespace relctl::cli
