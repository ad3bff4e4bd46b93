// SPDX-License-Identifier: MIT
#include "process/run.hpp"

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <thread>

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/error.hpp"

using namespace std::chrono_literals;
using relctl::Error;
using relctl::process::Clock;
using relctl::process::Command;
using relctl::process::Output;
using relctl::process::run;

namespace {

Command shell(const std::string& script) {
  Command command;
  command.argv = {"sh", "-c", script};
  return command;
}

std::string message_of(const Command& command) {
  try {
    run(command);
  } catch (const Error& error) {
    CHECK(error.kind() == relctl::ErrorKind::system);
    return error.what();
  }
  return "no error";
}

// A dead orphan may stay as a zombie where nobody collects it.
bool is_dead(const std::string& id) {
  std::ifstream status("/proc/" + id + "/stat");
  std::string number;
  std::string name;
  std::string state;
  return !(status >> number >> name >> state) || state == "Z" || state == "X";
}

// A process that is dying closes its files a moment before it is dead.
bool is_gone(const std::string& id) {
  const auto limit = Clock::now() + 5s;
  while (!is_dead(id) && Clock::now() < limit) {
    std::this_thread::yield();
  }
  return is_dead(id);
}

std::vector<std::string> lines_of(const std::string& text) {
  std::istringstream stream(text);
  std::vector<std::string> lines;
  for (std::string line; std::getline(stream, line);) {
    lines.push_back(line);
  }
  return lines;
}

std::size_t inheritable_descriptors() {
  std::size_t count = 0;
  for (int number = 0; number < 1024; ++number) {
    const int flags = ::fcntl(number, F_GETFD);
    if (flags >= 0 && (flags & FD_CLOEXEC) == 0) ++count;
  }
  return count;
}

}  // namespace

TEST_CASE("output, error output and exit status are told apart") {
  const Output output = run(shell("echo answer; echo word >&2; exit 7"));
  CHECK(output.out == "answer\n");
  CHECK(output.err == "word\n");
  CHECK(output.status == 7);
  CHECK_FALSE(output.timed_out);
}

TEST_CASE("a megabyte in and out at once does not block") {
  Command command;
  command.argv = {"cat"};
  for (int line = 0; line < 131072; ++line) {
    command.input += "0123456\n";
  }
  const Output output = run(command);
  CHECK(output.status == 0);
  CHECK(output.out == command.input);
}

TEST_CASE("a megabyte on both outputs at once does not block") {
  const Output output =
      run(shell("head -c 1048576 /dev/zero & head -c 1048576 /dev/zero >&2; wait"));
  CHECK(output.out.size() == 1048576);
  CHECK(output.err.size() == 1048576);
}

TEST_CASE("a program that does not read its input is no error") {
  Command command = shell("exec <&-; echo done");
  command.input.assign(1 << 20, 'x');
  const Output output = run(command);
  CHECK(output.out == "done\n");
  CHECK(output.status == 0);
  sigset_t pending;
  sigpending(&pending);
  CHECK(sigismember(&pending, SIGPIPE) == 0);
}

TEST_CASE("arguments reach the program as they are") {
  Command command;
  command.argv = {"printf", "%s|", "a b", "$(id)", ";", "", "*"};
  CHECK(run(command).out == "a b|$(id)|;||*|");
}

TEST_CASE("a signal that ends the program gives 128 and its number") {
  CHECK(run(shell("kill -9 $$")).status == 137);
  CHECK(run(shell("kill -15 $$")).status == 143);
}

TEST_CASE("variables are set, replaced and removed, the others stay") {
  ::setenv("RELCTL_TEST_KEPT", "kept", 1);
  ::setenv("RELCTL_TEST_REPLACED", "old", 1);
  ::setenv("RELCTL_TEST_REMOVED", "old", 1);
  Command command = shell(
      "echo $RELCTL_TEST_KEPT $RELCTL_TEST_REPLACED ${RELCTL_TEST_REMOVED-gone} $RELCTL_TEST_NEW");
  command.environment = {{"RELCTL_TEST_REPLACED", "new"},
                         {"RELCTL_TEST_REMOVED", std::nullopt},
                         {"RELCTL_TEST_NEW", "a=b"}};
  CHECK(run(command).out == "kept new gone a=b\n");
}

TEST_CASE("the directory is the program's, not this process's") {
  Command command;
  command.argv = {"pwd"};
  command.directory = "/";
  const auto before = std::filesystem::current_path();
  CHECK(run(command).out == "/\n");
  CHECK(std::filesystem::current_path() == before);
}

TEST_CASE("what cannot be started is named") {
  Command missing;
  missing.argv = {"relctl-no-such-program"};
  CHECK(message_of(missing) == "cannot run relctl-no-such-program: No such file or directory");
  Command folder;
  folder.argv = {"/"};
  CHECK(message_of(folder) == "cannot run /: Permission denied");
  Command nowhere;
  nowhere.argv = {"pwd"};
  nowhere.directory = "/no/such/directory";
  CHECK(message_of(nowhere) == "cannot enter /no/such/directory: No such file or directory");
}

TEST_CASE("the deadline ends the program with its grandchildren") {
  Command command = shell("sleep 60 & echo $!; sleep 60 & echo $!; sleep 60");
  command.deadline = Clock::now() + 300ms;
  const auto start = Clock::now();
  const Output output = run(command);
  CHECK(output.timed_out);
  CHECK(output.status == 128 + SIGTERM);
  CHECK(Clock::now() - start < 2s);
  const auto grandchildren = lines_of(output.out);
  REQUIRE(grandchildren.size() == 2);
  CHECK(is_gone(grandchildren[0]));
  CHECK(is_gone(grandchildren[1]));
}

TEST_CASE("a program that ignores TERM is killed two seconds later") {
  Command command = shell("trap '' TERM; echo $$; sleep 60 & sleep 60; sleep 60");
  command.deadline = Clock::now() + 50ms;
  const auto start = Clock::now();
  const Output output = run(command);
  CHECK(output.timed_out);
  CHECK(output.status == 128 + SIGKILL);
  CHECK(Clock::now() - start >= 2s);
  CHECK(Clock::now() - start < 10s);
}

TEST_CASE("a program that is stopped ends at its deadline, too") {
  Command command = shell("kill -STOP $$");
  command.deadline = Clock::now() + 200ms;
  const Output output = run(command);
  CHECK(output.timed_out);
  CHECK(output.status == 128 + SIGTERM);
}

TEST_CASE("a program that ends in time is not late") {
  Command command = shell("exit 3");
  command.deadline = Clock::now() + 1h;
  const Output output = run(command);
  CHECK(output.status == 3);
  CHECK_FALSE(output.timed_out);
}

TEST_CASE("what outlives the program with its output open is not waited for") {
  const auto start = Clock::now();
  const Output output = run(shell("echo $$; sleep 30 & exit 0"));
  CHECK(Clock::now() - start < 10s);
  CHECK(output.status == 0);
  REQUIRE_FALSE(output.out.empty());
  ::kill(-std::stoi(output.out), SIGKILL);
}

TEST_CASE("a signal to this process reaches the program, then this process") {
  const pid_t self = ::fork();
  if (self == 0) {
    std::signal(SIGTERM, SIG_DFL);
    // The program signals the process that waits for it, and survives only if nothing is passed on.
    const Output output = run(shell("kill -TERM $PPID; sleep 60"));
    ::_exit(output.status == 0 ? 1 : 2);
  }
  int status = 0;
  REQUIRE(::waitpid(self, &status, 0) == self);
  CHECK(WIFSIGNALED(status));
  CHECK(WTERMSIG(status) == SIGTERM);
}

TEST_CASE("a signal that this process ignores stays ignored") {
  const auto before = std::signal(SIGINT, SIG_IGN);
  const Output output = run(shell("kill -INT $PPID; echo done"));
  std::signal(SIGINT, before);
  CHECK(output.out == "done\n");
  CHECK(output.status == 0);
}

TEST_CASE("no descriptor leaks, neither here nor into the program") {
  const auto count = [] {
    return std::distance(std::filesystem::directory_iterator("/proc/self/fd"), {});
  };
  const auto before = count();
  Command command;
  command.argv = {"ls", "/proc/self/fd"};
  const Output output = run(command);
  CHECK(count() == before);
  // The folder that ls reads is one of its own.
  CHECK(lines_of(output.out).size() == inheritable_descriptors() + 1);
}

TEST_CASE("a bare command gets no variable but its own") {
  ::setenv("RELCTL_CANARY", "7", 1);
  Command command = shell("echo \"$RELCTL_CANARY$OWN\"");
  command.environment["OWN"] = "mine";
  command.bare = true;
  CHECK(run(command).out == "mine\n");
  ::unsetenv("RELCTL_CANARY");
}

TEST_CASE("a program that writes without end is killed when it wrote more than is taken") {
  Command command = shell("echo $$; exec 2>&1; yes & yes >&2");
  command.output_limit = 100000;
  command.deadline = relctl::process::Clock::now() + std::chrono::minutes(5);
  const Output output = run(command);
  CHECK(output.too_long);
  CHECK_FALSE(output.timed_out);
  CHECK(output.status == 128 + SIGKILL);
  CHECK(output.out.size() < 8000000);
  command = shell("head -c 100000 /dev/zero");
  command.output_limit = 100000;
  CHECK_FALSE(run(command).too_long);
}

TEST_CASE("what a command leaves running is killed where that is asked for") {
  Command command = shell("sleep 600 & echo $!");
  command.ends_group = true;
  CHECK(is_gone(lines_of(run(command).out).at(0)));
}
