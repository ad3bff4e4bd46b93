// SPDX-License-Identifier: MIT
#include "semver/bump.hpp"

#include <doctest/doctest.h>

#include "base/error.hpp"

using relctl::Error;
using relctl::ErrorKind;
using relctl::semver::bump;
using relctl::semver::Level;
using relctl::semver::level_named;
using relctl::semver::next_free;
using relctl::semver::require;
using relctl::semver::to_string;
using relctl::semver::Version;

namespace {

std::optional<std::string_view> id(const std::string& text) {
  if (text.empty()) return std::nullopt;
  return text;
}

}  // namespace

TEST_CASE("levels have names") {
  for (const std::string name : {"major", "minor", "patch", "prerelease", "release"}) {
    CAPTURE(name);
    REQUIRE(level_named(name));
    CHECK(to_string(*level_named(name)) == name);
  }
  CHECK_FALSE(level_named("auto"));
  CHECK_FALSE(level_named(""));
}

TEST_CASE("a level gives the version that node-semver gives") {
  struct Row {
    std::string from;
    std::string level;
    std::string pre;
    std::string expected;
  };
  const std::vector<Row> rows = {
      {"1.2.3", "major", "", "2.0.0"},
      {"1.2.3", "minor", "", "1.3.0"},
      {"1.2.3", "patch", "", "1.2.4"},
      {"0.0.0", "patch", "", "0.0.1"},
      {"0.9.9", "major", "", "1.0.0"},
      {"1.2.3-4", "major", "", "2.0.0"},
      {"1.2.3-4", "minor", "", "1.3.0"},
      {"1.2.3-4", "patch", "", "1.2.3"},
      {"1.2.3-rc.1", "patch", "", "1.2.3"},
      {"1.2.0-1", "patch", "", "1.2.0"},
      {"1.2.0-1", "minor", "", "1.2.0"},
      {"1.2.0-1", "major", "", "2.0.0"},
      {"1.0.0-1", "minor", "", "1.0.0"},
      {"1.0.0-1", "major", "", "1.0.0"},
      {"1.2.3+build.4", "patch", "", "1.2.4"},
      {"1.2.3-rc.1+build.4", "patch", "", "1.2.3"},
      {"1.2.3", "prerelease", "", "1.2.4-0"},
      {"1.2.3-0", "prerelease", "", "1.2.3-1"},
      {"1.2.3-9", "prerelease", "", "1.2.3-10"},
      {"1.2.3-alpha", "prerelease", "", "1.2.3-alpha.0"},
      {"1.2.3-alpha.0", "prerelease", "", "1.2.3-alpha.1"},
      {"1.2.3-alpha.9.beta", "prerelease", "", "1.2.3-alpha.10.beta"},
      {"1.2.3-alpha.10.0.beta", "prerelease", "", "1.2.3-alpha.10.1.beta"},
      {"1.2.3-5-foo.1", "prerelease", "", "1.2.3-5-foo.2"},
      {"1.0.0-rc.1+build.4", "prerelease", "", "1.0.0-rc.2"},
      {"1.2.3", "prerelease", "rc", "1.2.4-rc.0"},
      {"1.2.4-rc.0", "prerelease", "rc", "1.2.4-rc.1"},
      {"1.2.4-rc", "prerelease", "rc", "1.2.4-rc.0"},
      {"1.2.4-alpha.7", "prerelease", "beta", "1.2.4-beta.0"},
      {"1.2.4-0", "prerelease", "rc", "1.2.4-rc.0"},
      {"1.2.4-alpha.9.beta", "prerelease", "alpha", "1.2.4-alpha.10.beta"},
      {"1.2.4-rc.linux.3", "prerelease", "rc.linux", "1.2.4-rc.linux.4"},
      {"1.2.3", "major", "rc", "2.0.0-rc.0"},
      {"1.2.3", "minor", "rc", "1.3.0-rc.0"},
      {"1.2.3", "patch", "rc", "1.2.4-rc.0"},
      {"1.2.3-rc.4", "patch", "rc", "1.2.4-rc.0"},
      {"1.3.0-rc.4", "minor", "rc", "1.4.0-rc.0"},
      {"2.0.0-rc.4", "major", "rc", "3.0.0-rc.0"},
      {"1.2.3-rc.4", "release", "", "1.2.3"},
      {"1.2.3-rc.4+build", "release", "", "1.2.3"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.from);
    CAPTURE(row.level);
    CAPTURE(row.pre);
    const Version next = bump(require(row.from), *level_named(row.level), id(row.pre));
    CHECK(to_string(next) == row.expected);
    CHECK(std::is_gt(compare(next, require(row.from))));
  }
}

TEST_CASE("what cannot be bumped is refused") {
  struct Row {
    std::string from;
    Level level;
    std::string pre;
    ErrorKind kind;
    std::string message;
  };
  const std::string most = "18446744073709551615";
  const std::vector<Row> rows = {
      {"1.2.3", Level::release, "", ErrorKind::usage, "1.2.3 is final already: nothing to release"},
      {"1.2.3-rc.1", Level::release, "rc", ErrorKind::usage,
       "release makes a final version: it takes no id"},
      {"1.2.4-rc.1", Level::prerelease, "beta", ErrorKind::usage,
       "1.2.4-beta.0 would be lower than 1.2.4-rc.1"},
      {"1.2.4-alpha.beta", Level::prerelease, "alpha", ErrorKind::usage,
       "1.2.4-alpha.0 would be lower than 1.2.4-alpha.beta"},
      {"1.2.3", Level::prerelease, "a/b", ErrorKind::usage,
       "\"a/b\" is not a pre-release identifier: \"/\" does not belong here at column 2"},
      {"1.2.3", Level::minor, "a+b", ErrorKind::usage,
       "\"a+b\" is not a pre-release identifier: \"+\" does not belong here at column 2"},
      {"1.2.3", Level::minor, "01", ErrorKind::usage,
       "\"01\" is not a pre-release identifier: \"01\" has a leading zero at column 1"},
      {most + ".0.0", Level::major, "", ErrorKind::input,
       "a number of " + most + ".0.0 cannot be raised: it has 64 bits"},
      {"0." + most + ".0", Level::minor, "", ErrorKind::input,
       "a number of 0." + most + ".0 cannot be raised: it has 64 bits"},
      {"0.0." + most, Level::patch, "", ErrorKind::input,
       "a number of 0.0." + most + " cannot be raised: it has 64 bits"},
      {"0.0.0-" + most, Level::prerelease, "", ErrorKind::input,
       "a number of 0.0.0-" + most + " cannot be raised: it has 64 bits"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.from);
    std::string message;
    try {
      bump(require(row.from), row.level, id(row.pre));
    } catch (const Error& error) {
      CHECK(error.kind() == row.kind);
      message = error.what();
    }
    CHECK(message == row.message);
  }
  CHECK_THROWS_AS(bump(require("1.2.3"), Level::minor, ""), Error);
}

TEST_CASE("the next free version steps past taken ones, and says which") {
  struct Row {
    std::string from;
    std::string level;
    std::string pre;
    std::vector<std::string> taken;
    std::string expected;
    std::vector<std::string> passed;
  };
  const std::vector<Row> rows = {
      {"1.2.3", "patch", "", {}, "1.2.4", {}},
      {"1.2.3", "patch", "", {"1.2.3", "1.2.2"}, "1.2.4", {}},
      {"1.2.3", "patch", "", {"1.2.5", "1.2.4"}, "1.2.6", {"1.2.4", "1.2.5"}},
      {"1.2.3", "patch", "", {"1.2.5"}, "1.2.4", {}},
      {"1.2.3", "patch", "", {"1.2.4+other"}, "1.2.5", {"1.2.4"}},
      {"1.2.3", "patch", "", {"1.2.4-rc.0"}, "1.2.4", {}},
      {"1.2.3", "minor", "", {"1.3.0"}, "1.4.0", {"1.3.0"}},
      {"1.2.3", "major", "", {"2.0.0", "3.0.0"}, "4.0.0", {"2.0.0", "3.0.0"}},
      {"1.2.0-rc.1", "minor", "", {"1.2.0"}, "1.3.0", {"1.2.0"}},
      {"1.2.3", "prerelease", "rc", {"1.2.4-rc.0"}, "1.2.4-rc.1", {"1.2.4-rc.0"}},
      {"1.2.3", "prerelease", "rc", {"1.2.4"}, "1.2.5-rc.0", {"1.2.4-rc.0"}},
      {"1.2.4-rc.5",
       "prerelease",
       "",
       {"1.2.4", "1.2.5-rc.0"},
       "1.2.5-rc.1",
       {"1.2.4-rc.6", "1.2.5-rc.0"}},
      {"1.2.3", "minor", "rc", {"1.3.0"}, "1.4.0-rc.0", {"1.3.0-rc.0"}},
      {"1.2.3",
       "minor",
       "rc",
       {"1.3.0-rc.0", "1.3.0-rc.1"},
       "1.3.0-rc.2",
       {"1.3.0-rc.0", "1.3.0-rc.1"}},
      {"1.2.4-rc.5", "release", "", {"1.2.3"}, "1.2.4", {}},
  };
  for (const Row& row : rows) {
    CAPTURE(row.from);
    CAPTURE(row.level);
    CAPTURE(row.expected);
    std::vector<Version> taken;
    for (const std::string& text : row.taken) {
      taken.push_back(require(text));
    }
    const auto next = next_free(require(row.from), *level_named(row.level), id(row.pre), taken);
    CHECK(to_string(next.version) == row.expected);
    std::vector<std::string> passed;
    for (const Version& version : next.passed) {
      passed.push_back(to_string(version));
    }
    CHECK(passed == row.passed);
  }
}

TEST_CASE("a release that is taken has no other number to go to") {
  CHECK_THROWS_WITH_AS(
      next_free(require("1.2.4-rc.5"), Level::release, std::nullopt, {require("1.2.4")}),
      "1.2.4 exists already", Error);
}
