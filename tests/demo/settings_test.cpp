// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>

#include "client.hpp"
#include "service.hpp"

namespace relctl::demo_test {
namespace {

TEST_CASE("a variable with a value that cannot be used ends the program and is named") {
  const Variables wrong = {
      {"PORT", "65536"},
      {"HOST", "localhost"},
      {"LOG_LEVEL", "loud"},
      {"GREETING", "two\nlines"},
      {"APP_VERSION", "\xff"},
      {"SHUTDOWN_GRACE", "5s"},
      {"STARTUP_DELAY", "-1"},
      {"MAX_BODY_BYTES", "0"},
      {"MAX_HEADER_BYTES", "1"},
      {"REQUEST_TIMEOUT", "0"},
      {"IDLE_TIMEOUT", " 5"},
      {"MAX_ITEMS", "1e3"},
      {"WORKERS", "99999999999999999999"},
      {"APP_REVISION", "\x7f"},
  };
  for (const auto& [name, value] : wrong) {
    CAPTURE(name);
    Process process(Variables{{name, value}});
    CHECK(process.exit_code() == 2);
    CHECK(process.err().find(name + " is '") != std::string::npos);
    CHECK(process.err().find("must be") != std::string::npos);
    CHECK(process.out().empty());
  }
}

TEST_CASE("all variables that are wrong are named at once") {
  Process process(Variables{{"PORT", "x"}, {"WORKERS", "0"}});
  CHECK(process.exit_code() == 2);
  CHECK(process.err().find("PORT") != std::string::npos);
  CHECK(process.err().find("WORKERS") != std::string::npos);
}

TEST_CASE("a variable that is empty counts as absent") {
  Service service(Variables{{"GREETING", ""}, {"LOG_LEVEL", ""}});
  CHECK(get(service.port(), "/").json().at("message") == "Hello from relctl-demo");
}

TEST_CASE("greeting, version and revision come from the environment") {
  Service service(
      Variables{{"GREETING", "Grüß Gott"}, {"APP_VERSION", "4.5.6"}, {"APP_REVISION", "abc123"}});
  CHECK(get(service.port(), "/").json().at("message") == "Grüß Gott");
  const auto version = get(service.port(), "/version").json();
  CHECK(version == nlohmann::json{{"version", "4.5.6"}, {"revision", "abc123"}});
}

TEST_CASE("--help names every variable, --version the build, anything else is refused") {
  Process help({}, {"--help"});
  CHECK(help.exit_code() == 0);
  for (const std::string name : {"PORT", "HOST", "GREETING", "LOG_LEVEL", "SHUTDOWN_GRACE"}) {
    CAPTURE(name);
    CHECK(help.out().find("  " + name + " ") != std::string::npos);
  }
  Process version({}, {"--version"});
  CHECK(version.exit_code() == 0);
  CHECK(version.out().find("relctl-demo ") == 0);
  Process other({}, {"--port=80"});
  CHECK(other.exit_code() == 2);
}

TEST_CASE("a port that somebody else has ends the program with the port's name") {
  Service service;
  const std::string port = std::to_string(service.port());
  Process second(Variables{{"HOST", "127.0.0.1"}, {"PORT", port}});
  CHECK(second.exit_code() == 5);
  CHECK(second.err().find(port) != std::string::npos);
}

}  // namespace
}  // namespace relctl::demo_test
