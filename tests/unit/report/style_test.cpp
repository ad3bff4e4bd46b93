// SPDX-License-Identifier: MIT
#include "report/style.hpp"

#include <doctest/doctest.h>

#include "base/error.hpp"

using relctl::report::ColorFacts;
using relctl::report::Style;
using relctl::report::wants_color;

TEST_CASE("the option beats NO_COLOR, NO_COLOR beats forcing, forcing beats the terminal") {
  struct Row {
    std::string name;
    ColorFacts facts;
    bool colored;
  };
  const auto none = std::nullopt;
  const std::vector<Row> rows = {
      {"a terminal", {"auto", none, none, none, none, "xterm", true}, true},
      {"no terminal", {"auto", none, none, none, none, "xterm", false}, false},
      {"no TERM", {"auto", none, none, none, none, none, true}, true},
      {"dumb", {"auto", none, none, none, none, "dumb", true}, false},
      {"CLICOLOR=0", {"auto", none, "0", none, none, "xterm", true}, false},
      {"CLICOLOR=1 in a pipe", {"auto", none, "1", none, none, "xterm", false}, false},
      {"NO_COLOR=1", {"auto", "1", none, none, none, "xterm", true}, false},
      {"NO_COLOR=0 is set", {"auto", "0", none, none, none, "xterm", true}, false},
      {"NO_COLOR empty", {"auto", "", none, none, none, "xterm", true}, true},
      {"forced", {"auto", none, none, "1", none, "dumb", false}, true},
      {"forced by FORCE_COLOR", {"auto", none, none, none, "1", none, false}, true},
      {"CLICOLOR_FORCE=0", {"auto", none, none, "0", none, none, false}, false},
      {"CLICOLOR_FORCE empty", {"auto", none, none, "", none, none, false}, false},
      {"NO_COLOR and forced", {"auto", "1", none, "1", "1", "xterm", true}, false},
      {"always", {"always", "1", "0", "0", none, "dumb", false}, true},
      {"never", {"never", none, none, "1", "1", "xterm", true}, false},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    CHECK(wants_color(row.facts) == row.colored);
  }
  ColorFacts wrong;
  wrong.option = "yes";
  CHECK_THROWS_WITH_AS(wants_color(wrong), "--color cannot be `yes`", relctl::Error);
}

TEST_CASE("a style without colour changes nothing") {
  CHECK(Style{}.red("x") == "x");
  CHECK(Style{.color = true, .ci = false}.red("x") == "\x1b[31mx\x1b[0m");
  CHECK(Style{.color = true, .ci = false}.red("").empty());
}
