// SPDX-License-Identifier: MIT
#include "semver/version.hpp"

#include <algorithm>
#include <random>

#include <doctest/doctest.h>

#include "base/error.hpp"

using relctl::Error;
using relctl::semver::compare;
using relctl::semver::parse;
using relctl::semver::Precedes;
using relctl::semver::require;
using relctl::semver::to_string;
using relctl::semver::Version;

TEST_CASE("what is parsed is printed back byte for byte") {
  const std::vector<std::string> texts = {
      "0.0.0",
      "1.2.3",
      "10.20.30",
      "1.0.0-alpha",
      "1.0.0-alpha.1",
      "1.0.0-0.3.7",
      "1.0.0-x.7.z.92",
      "1.0.0-x-y-z.--",
      "1.0.0-0A.is.legal",
      "1.0.0-alpha0.valid",
      "1.0.0-00a",
      "1.0.0--1",
      "1.0.0--",
      "1.2.3----RC-SNAPSHOT.12.9.1--.12+788",
      "1.0.0+20130313144700",
      "1.0.0-beta+exp.sha.5114f85",
      "1.0.0+21AF26D3----117B344092BD",
      "1.0.0+0.build.1-rc.10000aaa-kk-0.1",
      "1.0.0+001.00",
      "18446744073709551615.18446744073709551615.18446744073709551615",
      "1.0.0-18446744073709551615",
      "1.0.0+99999999999999999999999999",
  };
  for (const std::string& text : texts) {
    CAPTURE(text);
    REQUIRE(parse(text));
    CHECK(to_string(*parse(text)) == text);
    CHECK(require(text) == *parse(text));
  }
}

TEST_CASE("the parts of a version are told apart") {
  const Version version = require("1.2.3-rc.1-x+b.-7");
  CHECK(version.major == 1);
  CHECK(version.minor == 2);
  CHECK(version.patch == 3);
  CHECK(version.prerelease == std::vector<std::string>{"rc", "1-x"});
  CHECK(version.build == "b.-7");
  CHECK_FALSE(version.is_final());
  CHECK(require("1.2.3+b").is_final());
  CHECK(to_string(version.core()) == "1.2.3");
}

TEST_CASE("what is no version is refused with the fault and its column") {
  struct Row {
    std::string text;
    std::string fault;
  };
  const std::vector<Row> rows = {
      {"", "expected the major number, found the end at column 1"},
      {"x", "expected the major number, found \"x\" at column 1"},
      {"v1.2.3", "expected the major number, found \"v\" at column 1"},
      {" 1.2.3", "expected the major number, found \" \" at column 1"},
      {"-1.2.3", "expected the major number, found \"-\" at column 1"},
      {"+1.2.3", "expected the major number, found \"+\" at column 1"},
      {"1", "expected a dot and the minor number, found the end at column 2"},
      {"1.2", "expected a dot and the patch number, found the end at column 4"},
      {"1.2-rc", "expected a dot and the patch number, found \"-\" at column 4"},
      {"1.2.", "expected the patch number, found the end at column 5"},
      {"1..3", "expected the minor number, found \".\" at column 3"},
      {"01.2.3", "\"01\" has a leading zero at column 1"},
      {"1.02.3", "\"02\" has a leading zero at column 3"},
      {"1.2.00", "\"00\" has a leading zero at column 5"},
      {"1.2.3-01", "\"01\" has a leading zero at column 7"},
      {"1.2.3-a.007", "\"007\" has a leading zero at column 9"},
      {"1.2.3-", "a pre-release identifier is empty, found the end at column 7"},
      {"1.2.3-a..b", "a pre-release identifier is empty, found \".\" at column 9"},
      {"1.2.3-a.", "a pre-release identifier is empty, found the end at column 9"},
      {"1.2.3-+b", "a pre-release identifier is empty, found \"+\" at column 7"},
      {"1.2.3+", "a build identifier is empty, found the end at column 7"},
      {"1.2.3+a..b", "a build identifier is empty, found \".\" at column 9"},
      {"1.2.3+a+b", "\"+\" does not belong here at column 8"},
      {"1.2.3.4", "\".\" does not belong here at column 6"},
      {"1.2.3 ", "\" \" does not belong here at column 6"},
      {"1.2.3-r_c", "\"_\" does not belong here at column 8"},
      {"1.2.3\n", "\"\\x0a\" does not belong here at column 6"},
      {"1.2.3-\xc3\xa9", "a pre-release identifier is empty, found \"\\xc3\" at column 7"},
      {"18446744073709551616.0.0",
       "\"18446744073709551616\" does not fit into 64 bits at column 1"},
      {"1.0.0-18446744073709551616",
       "\"18446744073709551616\" does not fit into 64 bits at column 7"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK_FALSE(parse(row.text));
    std::string message;
    try {
      require(row.text);
    } catch (const Error& error) {
      CHECK(error.kind() == relctl::ErrorKind::input);
      message = error.what();
    }
    CHECK(message.ends_with(" is not a semantic version: " + row.fault));
  }
}

TEST_CASE("a version that is too long is refused, in a short message") {
  const std::string longest = "1.0.0-" + std::string(249, 'a');
  CHECK(parse(longest));
  CHECK_FALSE(parse(longest + "a"));
  std::string message;
  try {
    require(longest + "a");
  } catch (const Error& error) {
    message = error.what();
  }
  CHECK(message.ends_with(
      "...\" is not a semantic version: it is longer than 255 bytes at column 256"));
}

TEST_CASE("common slips are answered with what was meant") {
  const auto hint_for = [](std::string_view text) -> std::string {
    try {
      require(text);
    } catch (const Error& error) {
      return error.hints().empty() ? "" : error.hints().front();
    }
    return "no error";
  };
  CHECK(hint_for("v1.2.3") == "leave out the \"v\": 1.2.3");
  CHECK(hint_for("1.2") == "all three numbers are needed: 1.2.0");
  CHECK(hint_for("vv1.2.3").empty());
  CHECK(hint_for("1.2.3.4").empty());
}

TEST_CASE("precedence is item 11's: a total order over the spec's chain and its corners") {
  const std::vector<std::string> ascending = {"0.0.0-0",
                                              "0.0.0",
                                              "0.0.1",
                                              "0.1.0-rc.1",
                                              "0.1.0",
                                              "1.0.0-0",
                                              "1.0.0-1",
                                              "1.0.0-2",
                                              "1.0.0-10",
                                              "1.0.0-18446744073709551615",
                                              "1.0.0--",
                                              "1.0.0-0A",
                                              "1.0.0-5-Foo",
                                              "1.0.0-5-foo",
                                              "1.0.0-Z",
                                              "1.0.0-alpha",
                                              "1.0.0-alpha.1",
                                              "1.0.0-alpha.1.0",
                                              "1.0.0-alpha.beta",
                                              "1.0.0-beta",
                                              "1.0.0-beta.2",
                                              "1.0.0-beta.11",
                                              "1.0.0-r100",
                                              "1.0.0-r2",
                                              "1.0.0-rc.1",
                                              "1.0.0",
                                              "1.0.1",
                                              "1.1.0",
                                              "2.0.0",
                                              "2.1.0",
                                              "2.1.1",
                                              "10.0.0",
                                              "18446744073709551615.0.0"};
  for (std::size_t i = 0; i < ascending.size(); ++i) {
    for (std::size_t j = 0; j < ascending.size(); ++j) {
      CAPTURE(ascending[i]);
      CAPTURE(ascending[j]);
      const auto order = compare(require(ascending[i]), require(ascending[j]));
      CHECK(std::is_lt(order) == (i < j));
      CHECK(std::is_eq(order) == (i == j));
    }
  }
}

TEST_CASE("build metadata has no precedence but tells versions apart") {
  CHECK(std::is_eq(compare(require("1.0.0+a"), require("1.0.0+b"))));
  CHECK(std::is_eq(compare(require("1.0.0+a"), require("1.0.0"))));
  CHECK(std::is_lt(compare(require("1.0.0-rc.1+z"), require("1.0.0"))));
  CHECK(require("1.0.0+a") != require("1.0.0+b"));
}

TEST_CASE("sorting keeps the order of equivalent versions") {
  std::vector<Version> versions = {require("2.0.0"), require("1.0.0+b"), require("1.0.0+a"),
                                   require("1.0.0-rc.1")};
  std::stable_sort(versions.begin(), versions.end(), Precedes{});
  std::string order;
  for (const Version& version : versions) {
    order += to_string(version) + " ";
  }
  CHECK(order == "1.0.0-rc.1 1.0.0+b 1.0.0+a 2.0.0 ");
}

namespace {

class RandomText {
 public:
  std::string of(std::string_view alphabet, std::size_t least, std::size_t most) {
    std::string result(between(least, most), ' ');
    for (char& c : result) {
      c = alphabet[between(0, alphabet.size() - 1)];
    }
    return result;
  }

  Version version() {
    Version result{number(), number(), number(), {}, {}};
    for (std::size_t i = between(0, 3); i > 0; --i) {
      result.prerelease.push_back(between(0, 1) == 0 ? std::to_string(number())
                                                     : of("0aZ-", 0, 4) + "x");
    }
    for (std::size_t i = between(0, 2); i > 0; --i) {
      result.build += (result.build.empty() ? "" : ".") + of("0aZ-", 1, 5);
    }
    return result;
  }

 private:
  std::size_t between(std::size_t least, std::size_t most) {
    return std::uniform_int_distribution<std::size_t>(least, most)(engine_);
  }
  std::uint64_t number() { return engine_() >> between(0, 63); }

  std::mt19937_64 engine_{20130618};
};

}  // namespace

TEST_CASE("every random version comes back from its text, and the order is total") {
  RandomText random;
  for (int round = 0; round < 20000; ++round) {
    const Version a = random.version();
    const Version b = random.version();
    const Version c = random.version();
    REQUIRE(parse(to_string(a)) == a);
    REQUIRE((std::is_lt(compare(a, b))) == (std::is_gt(compare(b, a))));
    if (std::is_lteq(compare(a, b)) && std::is_lteq(compare(b, c)))
      REQUIRE(std::is_lteq(compare(a, c)));
  }
}

TEST_CASE("random text either prints back as it was or is refused with a column inside it") {
  RandomText random;
  const std::string any = std::string("0123456789.-+av \n") + '\0' + "\xff\x1b";
  for (int round = 0; round < 50000; ++round) {
    const std::string text = random.of(round % 2 == 0 ? "019.-+a" : any, 0, 16);
    const auto version = parse(text);
    if (version) {
      REQUIRE(to_string(*version) == text);
    } else {
      REQUIRE_THROWS_AS(require(text), Error);
    }
  }
}
