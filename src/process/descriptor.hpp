// SPDX-License-Identifier: MIT
#pragma once

#include <utility>

namespace relctl::process {

/// Owns a file descriptor; -1 where it owns none, which poll() passes over.
class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() { close(); }

  void close();
  [[nodiscard]] int number() const { return number_; }
  [[nodiscard]] bool is_open() const { return number_ >= 0; }

 private:
  int number_ = -1;
};

/// A pipe between this process and a child. Both ends close on exec; `ours` does not block.
struct Channel {
  Descriptor ours;
  Descriptor theirs;
};

/// A pipe that the child reads from.
Channel channel_to_child();

/// A pipe that the child writes to.
Channel channel_from_child();

}  // namespace relctl::process
