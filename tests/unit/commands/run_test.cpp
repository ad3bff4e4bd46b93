// SPDX-License-Identifier: MIT
#include "commands/run.hpp"

#include <optional>
#include <sstream>

#include <doctest/doctest.h>

namespace {

struct Ran {
  int code = 0;
  std::string out;
  std::string err;
};

Ran run(const std::vector<std::string>& arguments, const std::string& input = "") {
  std::istringstream in(input);
  std::ostringstream out;
  std::ostringstream err;
  relctl::cli::Context context{in, out, err};
  context.environment = [](const std::string&) { return std::optional<std::string>(); };
  context.now = [] { return std::chrono::system_clock::time_point(); };
  const int code = relctl::commands::run(arguments, context);
  return {code, out.str(), err.str()};
}

}  // namespace

TEST_CASE("a mistyped command or option is answered with the nearest") {
  struct Row {
    std::vector<std::string> arguments;
    std::string suggestion;
  };
  const std::vector<Row> rows = {
      {{"bmp"}, "did you mean \"bump\"?"},
      {{"semver", "srt"}, "did you mean \"sort\"?"},
      {{"semver", "sort", "--revers", "1.0.0"}, "did you mean \"--reverse\"?"},
      {{"bump", "--psh"}, "did you mean \"--push\"?"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.suggestion);
    const Ran ran = run(row.arguments);
    CHECK(ran.code == 2);
    CHECK(ran.out.empty());
    CHECK(ran.err.find(row.suggestion) != std::string::npos);
  }
}

TEST_CASE("a wrong command line is answered in JSON where JSON is asked for") {
  const Ran ran = run({"bmp", "--json"});
  CHECK(ran.code == 2);
  CHECK(ran.out.find("\"kind\": \"usage\"") != std::string::npos);
  CHECK(ran.out.find("\"code\": 2") != std::string::npos);
}

TEST_CASE("without arguments the overview is shown, and that is a wrong command line") {
  const Ran ran = run({});
  CHECK(ran.code == 2);
  CHECK(ran.out.empty());
  CHECK(ran.err.find("Usage: relctl") != std::string::npos);
}

TEST_CASE("every command's help has a usage line, an example and its exit codes") {
  for (const std::string command : {"bump", "diff", "current", "next", "init", "completion"}) {
    CAPTURE(command);
    const Ran ran = run({command, "--help"});
    CHECK(ran.code == 0);
    CHECK(ran.err.empty());
    CHECK(ran.out.find("Usage: relctl " + command) != std::string::npos);
    CHECK(ran.out.find("Examples:\n") != std::string::npos);
    CHECK(ran.out.find("Exit codes:\n  0  ") != std::string::npos);
  }
}

TEST_CASE("an option-like version is refused as an option") {
  const Ran ran = run({"bump", "--upload-pack=x"});
  CHECK(ran.code == 2);
}

TEST_CASE("semver answers with exit codes and on stdout alone") {
  CHECK(run({"semver", "compare", "1.2.3", "lt", "1.10.0"}).code == 0);
  CHECK(run({"semver", "compare", "1.2.3", "gt", "1.10.0"}).code == 1);
  CHECK(run({"semver", "compare", "1.0.0-rc.1", "1.0.0"}).out == "-1\n");
  CHECK(run({"semver", "compare", "1.0.0+a", "eq", "1.0.0+b"}).code == 0);
  CHECK(run({"semver", "compare", "1.0.0", "like", "1.0.0"}).code == 2);
  CHECK(run({"semver", "sort"}, "1.10.0\r\n1.9.0\n\n1.9.0-rc.1\n").out ==
        "1.9.0-rc.1\n1.9.0\n1.10.0\n");
  CHECK(run({"semver", "sort", "-r", "1.0.0", "2.0.0"}).out == "2.0.0\n1.0.0\n");
  CHECK(run({"semver", "bump", "minor", "--pre", "rc", "1.2.3"}).out == "1.3.0-rc.0\n");
  CHECK(run({"semver", "bump", "huge", "1.2.3"}).code == 2);
  const Ran mixed = run({"semver", "valid", "1.2.3", "v1.2.3"});
  CHECK(mixed.code == 1);
  CHECK(mixed.out == "1.2.3\n");
  CHECK(mixed.err.find("v1.2.3") != std::string::npos);
}

TEST_CASE("the version names the revision and the libraries, also as JSON") {
  CHECK(run({"--version"}).out.starts_with("relctl "));
  CHECK(run({"--version", "--json"}).out.find("\"libgit2\"") != std::string::npos);
}

TEST_CASE("a value that is no time or no count is refused while the command line is read") {
  const std::vector<std::vector<std::string>> rows = {
      {"status", "--timeout", "abc"},
      {"bump", "-n", "--timeout", "0"},
      {"history", "staging", "--limit", "0"},
      {"history", "staging", "--limit", "x"},
      {"history", "staging", "--limit", "99999999999999999999"},
  };
  for (const std::vector<std::string>& arguments : rows) {
    const std::string value = '"' + arguments.back() + '"';
    CAPTURE(value);
    const Ran ran = run(arguments);
    CHECK(ran.code == 2);
    CHECK(ran.err.find(value + " is no ") != std::string::npos);
    CHECK(ran.err.size() < 200);
  }
}
