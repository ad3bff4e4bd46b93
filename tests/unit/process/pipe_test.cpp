// SPDX-License-Identifier: MIT
#include <chrono>
#include <csignal>

#include <doctest/doctest.h>

#include "base/error.hpp"
#include "process/run.hpp"

using namespace std::chrono_literals;
using relctl::Error;
using relctl::ErrorKind;
using relctl::process::Clock;
using relctl::process::Command;
using relctl::process::Pipe;

namespace {

Command command(std::vector<std::string> argv) {
  Command result;
  result.argv = std::move(argv);
  return result;
}

}  // namespace

TEST_CASE("lines and bytes come back in order") {
  Pipe pipe(command({"cat"}));
  pipe.write("one\ntwo\n");
  CHECK(pipe.read_line() == "one");
  pipe.write("12345\n\n");
  CHECK(pipe.read_line() == "two");
  CHECK(pipe.read(3) == "123");
  CHECK(pipe.read_line() == "45");
  CHECK(pipe.read_line().empty());
}

TEST_CASE("the command's input is written first") {
  Command cat = command({"cat"});
  cat.input = "hello\n";
  Pipe pipe(cat);
  CHECK(pipe.read_line() == "hello");
}

TEST_CASE("a large request does not block on answers that nobody reads yet") {
  Pipe pipe(command({"cat"}));
  const std::string block(1 << 20, 'x');
  pipe.write(block);
  pipe.write("\n");
  CHECK(pipe.read_line() == block);
}

TEST_CASE("the end of the stream is an error with the child's own words") {
  Pipe pipe(command({"sh", "-c", "echo part; echo 'fatal: https://u:p4ss@host/x' >&2"}));
  CHECK(pipe.read_line() == "part");
  std::string message;
  try {
    pipe.read(1);
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::system);
    message = error.what();
  }
  CHECK(message == "sh ended before its answer: fatal: https://***@host/x");
}

TEST_CASE("writing to a child that has ended is an error, not a signal") {
  Pipe pipe(command({"true"}));
  CHECK_THROWS_AS(pipe.write(std::string(1 << 20, 'x')), Error);
}

TEST_CASE("a child that does not answer in time is given up") {
  Command mute = command({"sleep", "60"});
  mute.deadline = Clock::now() + 50ms;
  Pipe pipe(mute);
  std::string message;
  try {
    pipe.read_line();
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::timeout);
    message = error.what();
  }
  CHECK(message == "sleep did not answer in time");
}

TEST_CASE("the child ends with its pipe") {
  int id = 0;
  {
    Pipe pipe(command({"sh", "-c", "echo $$; sleep 60"}));
    id = std::stoi(pipe.read_line());
  }
  CHECK(::kill(id, 0) != 0);
}

TEST_CASE("a program that is missing is named") {
  CHECK_THROWS_WITH_AS(Pipe(command({"relctl-no-such-program"})),
                       "cannot run relctl-no-such-program: No such file or directory", Error);
}
