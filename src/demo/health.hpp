// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>

namespace relctl::demo {

/// The phases of the service's life, in their order.
enum class Phase { starting, ready, draining };

/// Where in its life the service is: main moves it on, every thread may ask.
class Health {
 public:
  void enter(Phase phase) { phase_.store(phase); }
  [[nodiscard]] Phase phase() const { return phase_.load(); }

 private:
  std::atomic<Phase> phase_{Phase::starting};
};

}  // namespace relctl::demo
