// SPDX-License-Identifier: MIT
#include <csignal>
#include <string>

#include <doctest/doctest.h>
#include <pty.h>
#include <sys/wait.h>
#include <unistd.h>

#include "process/run.hpp"

using relctl::process::Clock;
using relctl::process::Command;
using relctl::process::Output;

namespace {

constexpr int lent = 42;
constexpr int kept = 43;

Command asking() {
  Command command;
  command.argv = {"sh", "-c", "exec < /dev/tty; echo ready > /dev/tty; read word; echo $word"};
  command.deadline = Clock::now() + std::chrono::seconds(20);
  command.terminal = true;
  return command;
}

/// Runs `command` in a child that has a terminal of its own, and types `keys` there once the
/// program is ready. The child's wait status.
int status_with_terminal(const Command& command, const std::string& keys) {
  int terminal = -1;
  const pid_t child = ::forkpty(&terminal, nullptr, nullptr, nullptr);
  if (child == 0) {
    std::signal(SIGINT, SIG_DFL);
    const Output output = relctl::process::run(command);
    const bool returned = ::tcgetpgrp(STDIN_FILENO) == ::getpgrp();
    ::_exit(output.out == "hello\n" && returned ? lent : kept);
  }
  std::string shown;
  char c = 0;
  while (shown.find("ready") == std::string::npos && ::read(terminal, &c, 1) == 1) {
    shown += c;
  }
  CHECK(::write(terminal, keys.data(), keys.size()) == static_cast<ssize_t>(keys.size()));
  int status = 0;
  CHECK(::waitpid(child, &status, 0) == child);
  ::close(terminal);
  return status;
}

}  // namespace

TEST_CASE("a program may ask at the terminal, which is ours again afterwards") {
  const int status = status_with_terminal(asking(), "hello\n");
  REQUIRE(WIFEXITED(status));
  CHECK(WEXITSTATUS(status) == lent);
}

TEST_CASE("an interrupt typed while the program has the terminal ends both") {
  const int status = status_with_terminal(asking(), "\x03");
  REQUIRE(WIFSIGNALED(status));
  CHECK(WTERMSIG(status) == SIGINT);
}

TEST_CASE("without a terminal to lend the program runs all the same") {
  Command command;
  command.argv = {"echo", "done"};
  command.terminal = true;
  CHECK(relctl::process::run(command).out == "done\n");
}
