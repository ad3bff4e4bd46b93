// SPDX-License-Identifier: MIT
#include "git/publish/backoff.hpp"

#include <algorithm>
#include <thread>

namespace relctl::git {
namespace {

constexpr std::chrono::milliseconds most{2000};

}  // namespace

std::chrono::milliseconds Backoff::next() {
  std::uniform_int_distribution<std::chrono::milliseconds::rep> drawn(0, bound_.count());
  bound_ = std::min(2 * bound_, most);
  return std::chrono::milliseconds(drawn(random_));
}

void Backoff::wait(process::Clock::time_point deadline) {
  std::this_thread::sleep_until(std::min(process::Clock::now() + next(), deadline));
}

}  // namespace relctl::git
