// SPDX-License-Identifier: MIT
#include "edit/key_path.hpp"

#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "base/error.hpp"

using relctl::Error;
using relctl::edit::KeyStep;
using relctl::edit::parse_key_path;
using relctl::edit::Selector;

namespace {

struct Reading {
  std::string text;
  std::vector<KeyStep> steps;
};

struct Fault {
  std::string text;
  std::string message;
};

}  // namespace

TEST_CASE("a key path is read step by step") {
  const auto name = [](const char* text) { return KeyStep(std::string(text)); };
  const std::vector<Reading> cases = {
      {"version", {name("version")}},
      {"a.b.c", {name("a"), name("b"), name("c")}},
      {"a[0].c", {name("a"), std::size_t{0}, name("c")}},
      {"a[12][3]", {name("a"), std::size_t{12}, std::size_t{3}}},
      {"[0].a", {std::size_t{0}, name("a")}},
      {"a[name=web].image", {name("a"), Selector{"name", "web"}, name("image")}},
      {"a[name=x=y]", {name("a"), Selector{"name", "x=y"}}},
      {R"(a["n.m"="a]b"])", {name("a"), Selector{"n.m", "a]b"}}},
      {R"("dotted.key".b)", {name("dotted.key"), name("b")}},
      {R"(a."x\"y\\z")", {name("a"), name("x\"y\\z")}},
      {R"("".version)", {name(""), name("version")}},
      {"a b.c-d/e", {name("a b"), name("c-d/e")}},
      {"0.1", {name("0"), name("1")}},
  };
  for (const Reading& reading : cases) {
    CAPTURE(reading.text);
    CHECK((parse_key_path(reading.text) == reading.steps));
  }
}

TEST_CASE("a malformed key path is refused with the fault and its column") {
  const std::vector<Fault> cases = {
      {"", "malformed key path '': it is empty at column 1"},
      {".a", "malformed key path '.a': expected a name at column 1"},
      {"a.", "malformed key path 'a.': expected a name at column 3"},
      {"a..b", "malformed key path 'a..b': expected a name at column 3"},
      {"a[", "malformed key path 'a[': expected a name at column 3"},
      {"a[]", "malformed key path 'a[]': expected a name at column 3"},
      {"a[x]", "malformed key path 'a[x]': expected an index or key=value in brackets at column 4"},
      {"a[-1]",
       "malformed key path 'a[-1]': expected an index or key=value in brackets at column 5"},
      {"a[0", "malformed key path 'a[0': expected ']' at column 4"},
      {"a[b=c", "malformed key path 'a[b=c': expected ']' at column 6"},
      {"a[b=]", "malformed key path 'a[b=]': expected a name at column 5"},
      {"a[0]b", "malformed key path 'a[0]b': expected '.' or '[' at column 5"},
      {"a]", "malformed key path 'a]': expected '.' or '[' at column 2"},
      {"a=b",
       "malformed key path 'a=b': a selector stands in brackets: '=' is not expected at column 2"},
      {"\"a", "malformed key path '\"a': a quote is not closed at column 3"},
      {"\"a\\", "malformed key path '\"a\\': a quote is not closed at column 4"},
      {"a\"b\"", "malformed key path 'a\"b\"': a quote inside an unquoted name at column 1"},
      {"a[99999999999]",
       "malformed key path 'a[99999999999]': expected an index or key=value in brackets at column "
       "14"},
  };
  for (const Fault& fault : cases) {
    CAPTURE(fault.text);
    CHECK_THROWS_WITH_AS(parse_key_path(fault.text), fault.message.c_str(), Error);
  }
}
