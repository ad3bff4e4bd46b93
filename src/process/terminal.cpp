// SPDX-License-Identifier: MIT
#include "process/terminal.hpp"

#include <csignal>

#include <fcntl.h>
#include <unistd.h>

namespace relctl::process {

TerminalLoan::TerminalLoan(int group) : terminal_(::open("/dev/tty", O_RDWR | O_CLOEXEC)) {
  const bool ours = terminal_.is_open() && ::tcgetpgrp(terminal_.number()) == ::getpgrp();
  if (!ours || ::tcsetpgrp(terminal_.number(), group) != 0) {
    terminal_.close();
    return;
  }
  // It may have asked before the terminal was its own, and been stopped for it.
  ::kill(-group, SIGCONT);
}

TerminalLoan::~TerminalLoan() {
  if (!terminal_.is_open()) return;
  // A background process that takes the terminal is stopped by SIGTTOU, unless it blocks it.
  sigset_t stopping;
  sigset_t before;
  sigemptyset(&stopping);
  sigaddset(&stopping, SIGTTOU);
  pthread_sigmask(SIG_BLOCK, &stopping, &before);
  ::tcsetpgrp(terminal_.number(), ::getpgrp());
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
}

}  // namespace relctl::process
