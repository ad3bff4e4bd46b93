// SPDX-License-Identifier: MIT
#include "notes/plain.hpp"

#include <doctest/doctest.h>

using namespace relctl::notes;

TEST_CASE("plain text has one line and nothing that hides") {
  CHECK(plain("a\nb\tc\x1b[31m", 100) == "a b c[31m");
  CHECK(plain("a\u202eb\u200bc\xff", 100) == "abc");
  CHECK(plain(std::string(1 << 20, 'x'), 10) == "xxxxxxx…");
  CHECK(plain("äöü", 5) == "ä…");
}

TEST_CASE("Markdown of hostile text tells nobody, links nowhere and holds no HTML") {
  const struct {
    std::string text;
    std::string markdown;
  } cases[] = {
      {"thank @everyone", "thank `@everyone`"},
      {"bump @acme/lib.", "bump `@acme/lib`."},
      {"mail ada@example.org", "mail ada@example.org"},
      {"<script>alert(1)</script>", "\\<script\\>alert(1)\\</script\\>"},
      {"<!-- relctl -->", "\\<!-- relctl --\\>"},
      {"x](https://evil) [y](z)", "x\\](https://evil) \\[y\\](z)"},
      {"&#64;ada", "\\&#64;ada"},
      {"**loud** ~~gone~~ _so_ snake_case",
       "\\*\\*loud\\*\\* \\~\\~gone\\~\\~ \\_so\\_ snake_case"},
      {"`code <b> @x` stays", "`code <b> @x` stays"},
      {"one ` tick", "one \\` tick"},
      {"``x``@ada", "``x`` `@ada`"},
      {"@ada`x`", "`@ada` `x`"},
      {"\\@ada", "\\\\`@ada`"},
      {"a|b", "a\\|b"},
  };
  for (const auto& [text, markdown] : cases)
    CHECK(escaped(text) == markdown);
}
