// SPDX-License-Identifier: MIT
#include "report/table.hpp"

#include <doctest/doctest.h>

using relctl::report::Style;
using relctl::report::table;

namespace {

std::string shown(std::size_t columns, const std::string& notes) {
  Style style;
  style.columns = columns;
  return table({"NAME", "NOTES"}, {{"api", notes}, {"web", ""}}, style);
}

}  // namespace

TEST_CASE("a table is as wide as it must be where nobody says how wide a line may be") {
  CHECK(shown(0, "a long note of several words that goes on and on") ==
        "NAME  NOTES\n"
        "api   a long note of several words that goes on and on\n"
        "web\n");
}

TEST_CASE("on a terminal the last column is wrapped at words") {
  CHECK(shown(36, "a long note of several words that goes on and on") ==
        "NAME  NOTES\n"
        "api   a long note of several words\n"
        "      that goes on and on\n"
        "web\n");
  CHECK(shown(36, "one-word-that-is-longer-than-all-of-the-line and more") ==
        "NAME  NOTES\n"
        "api   one-word-that-is-longer-than-all-of-the-line\n"
        "      and more\n"
        "web\n");
}

TEST_CASE("a terminal that is too narrow leaves the last column readable") {
  CHECK(shown(10, "twenty-four columns are kept") ==
        "NAME  NOTES\n"
        "api   twenty-four columns are\n"
        "      kept\n"
        "web\n");
}
