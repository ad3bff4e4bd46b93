// SPDX-License-Identifier: MIT
#include "process/signals.hpp"

#include <cerrno>
#include <ctime>
#include <system_error>

#include <sys/signalfd.h>
#include <unistd.h>

#include "base/error.hpp"

namespace relctl::process {

namespace {

sigset_t only_sigpipe() {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGPIPE);
  return set;
}

// A blocked signal is queued even where it is ignored (signal(7)), so the ignored ones must not be
// blocked: `relctl &` in a script ignores SIGINT on purpose.
sigset_t signals_that_end() {
  sigset_t set;
  sigemptyset(&set);
  for (const int number : {SIGINT, SIGTERM, SIGHUP}) {
    struct sigaction action = {};
    if (::sigaction(number, nullptr, &action) == 0 && action.sa_handler != SIG_IGN) {
      sigaddset(&set, number);
    }
  }
  return set;
}

}  // namespace

WithoutSigpipe::WithoutSigpipe() {
  sigset_t pending;
  sigpending(&pending);
  was_pending_ = sigismember(&pending, SIGPIPE) == 1;
  const sigset_t set = only_sigpipe();
  pthread_sigmask(SIG_BLOCK, &set, &before_);
}

WithoutSigpipe::~WithoutSigpipe() {
  const sigset_t set = only_sigpipe();
  const timespec at_once = {};
  if (!was_pending_) sigtimedwait(&set, nullptr, &at_once);
  pthread_sigmask(SIG_SETMASK, &before_, nullptr);
}

HeldSignals::HeldSignals() {
  const sigset_t set = signals_that_end();
  waiting_ = Descriptor(::signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK));
  if (!waiting_.is_open()) {
    throw Error(ErrorKind::system,
                "cannot wait for signals: " + std::generic_category().message(errno));
  }
  pthread_sigmask(SIG_BLOCK, &set, &before_);
}

HeldSignals::~HeldSignals() {
  if (first_ != 0) ::raise(first_);
  pthread_sigmask(SIG_SETMASK, &before_, nullptr);
}

std::optional<int> HeldSignals::take() {
  signalfd_siginfo information = {};
  if (::read(waiting_.number(), &information, sizeof information) != sizeof information) {
    return std::nullopt;
  }
  const int number = static_cast<int>(information.ssi_signo);
  note(number);
  return number;
}

void HeldSignals::note(int number) {
  if (first_ == 0) first_ = number;
}

}  // namespace relctl::process
