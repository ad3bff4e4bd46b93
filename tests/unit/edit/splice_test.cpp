// SPDX-License-Identifier: MIT
#include "edit/splice.hpp"

#include <doctest/doctest.h>

using relctl::Error;
using relctl::edit::apply;
using relctl::edit::locate;

TEST_CASE("splices replace, insert and delete, and leave every other byte") {
  CHECK(apply("abcdef", {}) == "abcdef");
  CHECK(apply("abcdef", {{{1, 2}, "XYZ"}}) == "aXYZdef");
  CHECK(apply("abcdef", {{{6, 0}, "!"}, {{0, 1}, ""}}) == "bcdef!");
  CHECK(apply("a\r\nb", {{{3, 1}, "c"}}) == "a\r\nc");
}

TEST_CASE("splices that overlap or pass the end are refused") {
  CHECK_THROWS_AS(apply("abc", {{{0, 2}, ""}, {{1, 1}, ""}}), Error);
  CHECK_THROWS_AS(apply("abc", {{{2, 2}, ""}}), Error);
}

TEST_CASE("a byte is located by line, column and source line") {
  const auto where = locate("f", "one\r\ntwo three\r\n", 9);
  CHECK(where == relctl::Location{"f", 2, 5, "two three"});
  CHECK(locate("f", "", 7) == relctl::Location{"f", 1, 1, ""});
}
