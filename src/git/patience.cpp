// SPDX-License-Identifier: MIT
#include "git/patience.hpp"

#include <ctime>
#include <random>
#include <thread>

#include <sys/stat.h>

namespace relctl::git {

bool Patience::wait() {
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

}  // namespace relctl::git
