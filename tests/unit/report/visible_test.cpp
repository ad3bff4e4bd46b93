// SPDX-License-Identifier: MIT
#include "report/visible.hpp"

#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "report/shell.hpp"

using relctl::report::shell_word;
using relctl::report::visible;
using relctl::report::visible_lines;
using relctl::report::width;
using relctl::report::without_workflow_commands;

namespace {

struct Row {
  std::string text;
  std::string shown;
};

}  // namespace

TEST_CASE("characters that act on a terminal are made visible") {
  const std::vector<Row> rows = {
      {"", ""},
      {"plain ä € 😀", "plain ä € 😀"},
      {"\x1b[31mred", "\\x1b[31mred"},
      {"a\nb\rc\td", "a\\nb\\rc\\td"},
      {std::string("a\0b", 3), "a\\x00b"},
      {"\x7f", "\\x7f"},
      {"\xc2\x9b"
       "31m",
       "\\u{9b}31m"},
      {"\xe2\x80\xae"
       "evil",
       "\\u{202e}evil"},
      {"a\xe2\x80\x8b"
       "b",
       "a\\u{200b}b"},
      {"\xef\xbb\xbf", "\\u{feff}"},
      {"\xff", "\\xff"},
      {"\xc3", "\\xc3"},
      {"\xc0\xaf", "\\xc0\\xaf"},
      {"\xed\xa0\x80", "\\xed\\xa0\\x80"},
      {"\xf4\x90\x80\x80", "\\xf4\\x90\\x80\\x80"},
      {"\xe2\x82", "\\xe2\\x82"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.shown);
    CHECK(visible(row.text) == row.shown);
  }
}

TEST_CASE("line ends and tabs stay in text of several lines") {
  CHECK(visible_lines("a\r\nb\n\tc\x1b") == "a\nb\n\tc\\x1b");
  CHECK(visible_lines("50%\r100%") == "50%\\r100%");
}

TEST_CASE("what a CI system would take for a command is disarmed") {
  const std::vector<Row> rows = {
      {"", ""},
      {"a::b", "a::b"},
      {"::error::x", "\\::error::x"},
      {"ok\n  ::add-mask::x\n", "ok\n  \\::add-mask::x\n"},
      {"\n\n::x", "\n\n\\::x"},
      {"see ##[group]x", "see #\\#[group]x"},
      {"##vso[task.setvariable]x", "#\\#vso[task.setvariable]x"},
      {"##teamcity[x]", "#\\#teamcity[x]"},
      {"## heading", "## heading"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(without_workflow_commands(row.text) == row.shown);
  }
}

TEST_CASE("a width counts code points") {
  CHECK(width("") == 0);
  CHECK(width("abc") == 3);
  CHECK(width("ä€😀") == 3);
}

TEST_CASE("a word is quoted for the shell where it must be") {
  const std::vector<Row> rows = {
      {"main", "main"},
      {"refs/heads/hotfix/1.2", "refs/heads/hotfix/1.2"},
      {"", "''"},
      {"a b", "'a b'"},
      {"zzz\";echo${IFS}hi;#", "'zzz\";echo${IFS}hi;#'"},
      {"it's", "'it'\\''s'"},
      {"~", "'~'"},
      {"a\x1b'\\b", "$'a\\x1b\\'\\\\b'"},
      {"\xe2\x80\xae", "$'\\xe2\\x80\\xae'"},
      {"ü", "'ü'"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.shown);
    CHECK(shell_word(row.text) == row.shown);
  }
}
