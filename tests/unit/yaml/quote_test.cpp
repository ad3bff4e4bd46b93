// SPDX-License-Identifier: MIT
#include <string>

#include <doctest/doctest.h>

#include "base/error.hpp"
#include "yaml/document.hpp"

namespace yaml = relctl::yaml;

TEST_CASE("a value that some YAML reader takes for another type is quoted") {
  for (const std::string value : {"1.10",
                                  "0e12",
                                  "706798e8",
                                  "553640e6",
                                  "3.6",
                                  "1_000",
                                  "0x1F",
                                  "0X1f",
                                  "0o7",
                                  "0777",
                                  "0b11",
                                  "1:20",
                                  "190:20:30",
                                  "1:20.5",
                                  ".inf",
                                  "-.INF",
                                  ".nan",
                                  "+.NaN",
                                  "+1",
                                  "-1.5E+3",
                                  "1.",
                                  ".5",
                                  "0",
                                  "null",
                                  "~",
                                  "NULL",
                                  "true",
                                  "False",
                                  "yes",
                                  "No",
                                  "ON",
                                  "off",
                                  "y",
                                  "N",
                                  "2024-01-01",
                                  "2024-1-1 1:2:3",
                                  "2001-12-14t21:59:43.10-05:00",
                                  "=",
                                  "<<"}) {
    CAPTURE(value);
    CHECK(yaml::quote_if_needed(value) == "\"" + value + "\"");
  }
}

TEST_CASE("a value with YAML's own signs is quoted and escaped") {
  const auto quoted = [](const std::string& value) { return yaml::quote_if_needed(value); };
  for (const std::string value :
       {"",   " a", "a ", "- a", "-",  "---", "...", "? a", ":",   "a:", "a: b", "a #b", "#a",
        "*a", "&a", "!a", "%a",  "@a", "`a",  "{a",  "[a",  "a,b", "a]", "|",    ">",    "'a'"}) {
    CAPTURE(value);
    CHECK(quoted(value) == "\"" + value + "\"");
  }
  CHECK(quoted("\"a\"") == "\"\\\"a\\\"\"");
  CHECK(quoted("a\nb\tc\r") == "\"a\\nb\\tc\\r\"");
  CHECK(quoted("%\\") == "\"%\\\\\"");
  CHECK(quoted(std::string(1, '\0')) == "\"\\x00\"");
  CHECK(quoted("\xC2\x85") == "\"\\x85\"");
  CHECK(quoted("a\xE2\x80\xA8") == "\"a\\u2028\"");
  CHECK(quoted("\xEF\xBB\xBF") == "\"\\uFEFF\"");
  CHECK_THROWS_AS(yaml::quote_if_needed("\xFF"), relctl::Error);
}

TEST_CASE("other values stay plain") {
  for (const std::string value : {"1.2.3",
                                  "v1.10",
                                  "1.2.3-rc.1",
                                  "1.2.3_build.5",
                                  "main",
                                  "a#b",
                                  "a b",
                                  "sha256:0a1b",
                                  "a'b",
                                  "ghcr.io/acme/app:1.2@sha256:ff",
                                  "localhost:5000/app",
                                  "2024-01-01-abc",
                                  "1-2",
                                  "0xZZ",
                                  "1e",
                                  "yesterday",
                                  "nullable",
                                  "\xC3\xA4",
                                  "\xF0\x9F\x98\x80",
                                  "a\\b",
                                  "/x/y"}) {
    CAPTURE(value);
    CHECK(yaml::quote_if_needed(value) == value);
  }
}

TEST_CASE("what is quoted is read back as it was, in block and in flow") {
  for (const std::string value :
       {"1.10", "", "a\nb", "a: b, [c]", "\"'\\", "\x7F\xC2\x85\xEF\xBB\xBF", "a?b"}) {
    CAPTURE(value);
    const std::string scalar = yaml::quote_if_needed(value);
    CHECK(yaml::get("a: " + scalar + "\n", "f", "a") == value);
    CHECK(yaml::get("[x, {a: " + scalar + "}]", "f", "[1].a") == value);
  }
}
