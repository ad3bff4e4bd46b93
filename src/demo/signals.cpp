// SPDX-License-Identifier: MIT
#include "demo/signals.hpp"

#include <cerrno>

namespace relctl::demo {

StopSignals::StopSignals() {
  sigemptyset(&signals_);
  sigaddset(&signals_, SIGTERM);
  sigaddset(&signals_, SIGINT);
  pthread_sigmask(SIG_BLOCK, &signals_, nullptr);
}

void StopSignals::wait() const {
  while (sigwaitinfo(&signals_, nullptr) < 0 && errno == EINTR) {
  }
}

bool StopSignals::wait_for(std::chrono::seconds most) const {
  using std::chrono::nanoseconds;
  using std::chrono::steady_clock;
  const auto deadline = steady_clock::now() + most;
  for (;;) {
    const auto left = std::max<nanoseconds>(deadline - steady_clock::now(), nanoseconds(0));
    const auto seconds = std::chrono::floor<std::chrono::seconds>(left);
    const timespec time{seconds.count(), (left - seconds).count()};
    if (sigtimedwait(&signals_, nullptr, &time) > 0) return true;
    if (errno != EINTR) return false;
  }
}

}  // namespace relctl::demo
