// SPDX-License-Identifier: MIT
#include "report/error.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using relctl::Error;
using relctl::ErrorKind;
using relctl::report::Style;
using relctl::report::to_json;
using relctl::report::to_text;

namespace {

Error at(std::size_t line, std::size_t column, const std::string& excerpt) {
  Error error(ErrorKind::input, "wrong");
  error.at({"a.yaml", line, column, excerpt});
  return error;
}

}  // namespace

TEST_CASE("an error is written with its place, the source line, a caret and hints") {
  Error error(ErrorKind::input, "unknown key `tga`");
  error.at({"relctl.yaml", 4, 5, "    tga: v1"}).hint("did you mean `tag`?").hint("or remove it");
  CHECK(to_text(error, {}) ==
        "relctl.yaml:4:5: unknown key `tga`\n"
        "      tga: v1\n"
        "      ^\n"
        "hint: did you mean `tag`?\n"
        "hint: or remove it\n");
}

TEST_CASE("what is not known of a place is left out") {
  struct Row {
    Error error;
    std::string text;
  };
  const std::vector<Row> rows = {
      {Error(ErrorKind::system, "no space left"), "error: no space left\n"},
      {at(0, 0, ""), "a.yaml: wrong\n"},
      {at(3, 0, "x"), "a.yaml:3: wrong\n"},
      {at(3, 2, ""), "a.yaml:3:2: wrong\n"},
      {at(0, 2, "x"), "a.yaml: wrong\n  x\n   ^\n"},
  };
  for (const Row& row : rows)
    CHECK(to_text(row.error, {}) == row.text);
}

TEST_CASE("the caret stands under the column behind tabs, wide text and hidden bytes") {
  struct Row {
    std::size_t column;
    std::string excerpt;
    std::string shown;
  };
  const std::vector<Row> rows = {
      {1, "key: x", "  key: x\n  ^\n"},       {6, "key: x", "  key: x\n       ^\n"},
      {7, "key: x", "  key: x\n        ^\n"}, {99, "key: x", "  key: x\n        ^\n"},
      {2, "\tx", "      x\n      ^\n"},       {5, "ab\tcx", "  ab  cx\n       ^\n"},
      {6, "ä: x", "  ä: x\n      ^\n"},       {4, "a\x1b[x", "  a\\x1b[x\n        ^\n"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.excerpt);
    CAPTURE(row.column);
    CHECK(to_text(at(1, row.column, row.excerpt), {}).substr(sizeof "a.yaml:1:" - 1) ==
          std::to_string(row.column) + ": wrong\n" + row.shown);
  }
}

TEST_CASE("of a long line the part around the column is shown") {
  const std::string text =
      to_text(at(1, 5'001, std::string(5'000, 'a') + "X" + std::string(5'000, 'b')), {});
  CHECK(text == "a.yaml:1:5001: wrong\n  …" + std::string(70, 'a') + "X" + std::string(49, 'b') +
                    "…\n   " + std::string(70, ' ') + "^\n");
}

TEST_CASE("further lines of a message are indented, and nothing raw reaches the terminal") {
  const Error error(ErrorKind::system,
                    "git push failed\nremote: \x1b[31mno\x1b[0m\r\n::set-env name=A::b\n");
  CHECK(to_text(error, {}) ==
        "error: git push failed\n"
        "  remote: \\x1b[31mno\\x1b[0m\n"
        "  ::set-env name=A::b\n");
  CHECK(to_text(error, {.color = false, .ci = true}) ==
        "error: git push failed\n"
        "  remote: \\x1b[31mno\\x1b[0m\n"
        "  \\::set-env name=A::b\n");
}

TEST_CASE("colours are put on places, carets and hints") {
  Error error = at(1, 1, "x");
  error.hint("fix it");
  CHECK(to_text(error, {.color = true, .ci = false}) ==
        "\x1b[1ma.yaml:1:1:\x1b[0m wrong\n  x\n  \x1b[31m^\x1b[0m\n\x1b[36mhint:\x1b[0m fix it\n");
}

TEST_CASE("an error is an object in JSON") {
  Error error(ErrorKind::conflict, "tag `v1` exists");
  CHECK(
      to_json(error).dump() ==
      R"({"code":4,"kind":"conflict","message":"tag `v1` exists","hints":[],"file":null,"line":null})");
  error.at({"a.yaml", 7, 3, "x"}).hint("choose another");
  CHECK(
      to_json(error).dump() ==
      R"({"code":4,"kind":"conflict","message":"tag `v1` exists","hints":["choose another"],"file":"a.yaml","line":7})");
}
