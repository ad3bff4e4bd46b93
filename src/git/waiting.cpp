// SPDX-License-Identifier: MIT
#include "git/waiting.hpp"

#include <algorithm>
#include <ctime>
#include <random>
#include <thread>

#include <sys/stat.h>

namespace relctl::git {
namespace {

constexpr std::chrono::milliseconds longest_pause{2000};

}  // namespace

bool LockWait::wait() {
  if (std::chrono::steady_clock::now() >= end_) return false;
  std::random_device random;
  std::this_thread::sleep_for(std::chrono::milliseconds(5 + random() % 45));
  return true;
}

Error lock_error(const std::string& lock) {
  struct stat file {};
  std::string age;
  if (lstat(lock.c_str(), &file) == 0) {
    age = " (made " + std::to_string(std::time(nullptr) - file.st_mtime) + " s ago)";
  }
  return Error(ErrorKind::system, "another git command holds " + lock + age)
      .hint("if no git command is at work there, it was left by a killed one: rm " + lock);
}

std::chrono::milliseconds Backoff::next() {
  std::uniform_int_distribution<std::chrono::milliseconds::rep> drawn(0, bound_.count());
  bound_ = std::min(2 * bound_, longest_pause);
  return std::chrono::milliseconds(drawn(random_));
}

void Backoff::wait(process::Clock::time_point deadline) {
  std::this_thread::sleep_until(std::min(process::Clock::now() + next(), deadline));
}

}  // namespace relctl::git
