// SPDX-License-Identifier: MIT
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "base/error.hpp"
#include "yaml/document.hpp"

using relctl::Error;
using relctl::ErrorKind;
namespace yaml = relctl::yaml;

namespace {

struct Edit {
  std::string before;
  std::string key_path;
  std::string value;
  std::string after;
};

}  // namespace

TEST_CASE("an edit keeps the scalar's quoting and every other byte") {
  const std::vector<Edit> edits = {
      {"a: 1.2.3\n", "a", "1.2.4", "a: 1.2.4\n"},
      {"a: 1.2.3", "a", "1.2.4", "a: 1.2.4"},
      {"a:   '1.2.3'  # x\r\nb: c\r\n", "a", "1.3", "a:   '1.3'  # x\r\nb: c\r\n"},
      {"a: \"1.2.3\"\n", "a", "2", "a: \"2\"\n"},
      {"a: 1.2.3\n", "a", "1.10", "a: \"1.10\"\n"},
      {"a: 1.10\n", "a", "1.10", "a: \"1.10\"\n"},
      {"a: '1.10'\n", "a", "1.10", "a: '1.10'\n"},
      {"a: \"\\x41\"\n", "a", "A", "a: \"\\x41\"\n"},
      {"a: x\n", "a", "it's", "a: it's\n"},
      {"a: 'x'\n", "a", "it's", "a: 'it''s'\n"},
      {"a: 'x'\n", "a", "b\nc", "a: \"b\\nc\"\n"},
      {"a: \"x\"\n", "a", "b\"\\c", "a: \"b\\\"\\\\c\"\n"},
      {"a: x\n", "a", "", "a: \"\"\n"},
      {"a: x\n", "a", "b: c", "a: \"b: c\"\n"},
      {"\xEF\xBB\xBF"
       "a: x\nb: y\n",
       "b", "z",
       "\xEF\xBB\xBF"
       "a: x\nb: z\n"},
      {"{a: {b: x}, \"c\":\"d\"}", "a.b", "yy", "{a: {b: yy}, \"c\":\"d\"}"},
      {"{a: {b: x}, \"c\":\"d\"}", "c", "e", "{a: {b: x}, \"c\":\"e\"}"},
      {"a: !!str 1.0 # c\n", "a", "1.1", "a: !!str \"1.1\" # c\n"},
      {"a: &v 1.0.0\nb: *v\n", "a", "1.0.1", "a: &v 1.0.1\nb: *v\n"},
      {"a:\nb: c\n", "a", "x", "a: x\nb: c\n"},
      {"a: # c\nb: c\n", "a", "x", "a: x # c\nb: c\n"},
      {"a:", "a", "x", "a: x"},
      {"{a: , b: c}\n", "a", "x", "{a: x , b: c}\n"},
      {"a: ~\n", "a", "x", "a: x\n"},
      {"a: !!str\nb: &x\n", "a", "x", "a: !!str x\nb: &x\n"},
      {"a: !!str\nb: &x\n", "b", "x", "a: !!str\nb: &x x\n"},
      {"a:\n- b: c\n- b: d\n  e: f\n", "a[b=d].e", "g", "a:\n- b: c\n- b: d\n  e: g\n"},
      {"a:\n- - x\n  - y\n", "a[0][1]", "z", "a:\n- - x\n  - z\n"},
      {"a.b/c: x\n", "\"a.b/c\"", "z", "a.b/c: z\n"},
      {"a: b\n---\nc: d\n", "c", "e", "a: b\n---\nc: e\n"},
      {"a: |\n  x\nb: y\n", "b", "z", "a: |\n  x\nb: z\n"},
      {"a:\t1\t\n", "a", "b", "a:\tb\t\n"},
      {"? a\n: b\n", "a", "c", "? a\n: c\n"},
  };
  for (const Edit& edit : edits) {
    CAPTURE(edit.before);
    CAPTURE(edit.key_path);
    CHECK(yaml::set(edit.before, "f", edit.key_path, edit.value) == edit.after);
    CHECK(yaml::get(edit.after, "f", edit.key_path) == edit.value);
  }
}

TEST_CASE("what cannot be edited exactly is refused with what to do") {
  const auto fault = [](const std::string& text, const std::string& key_path) -> std::string {
    try {
      return "made " + yaml::set(text, "f", key_path, "x");
    } catch (const Error& error) {
      CHECK(error.kind() == ErrorKind::input);
      REQUIRE(!error.hints().empty());
      return error.what() + std::string(": ") + error.hints().front();
    }
  };
  CHECK(
      fault("a: &v b\nc: *v\n", "c") ==
      "editing through an alias (*v) would change every place that uses it: edit the anchor &v at "
      "line 1");
  CHECK(
      fault("a: &v b\nc: &v d\ne: *v\nf: &v g\n", "e") ==
      "editing through an alias (*v) would change every place that uses it: edit the anchor &v at "
      "line 2");
  CHECK(fault("a: [b]\n", "a").starts_with("a list or mapping stands where a value is expected"));
  CHECK(fault("a: |\n  b\n", "a").starts_with("a value of several lines is not edited"));
  CHECK(fault("a: >-\n  b\n", "a").starts_with("a value of several lines is not edited"));
  CHECK(fault("a: b\n  c\n", "a").starts_with("a value of several lines is not edited"));
  CHECK(fault("a: 'b\n  c'\n", "a").starts_with("a value of several lines is not edited"));
  CHECK(fault("a: b\n", "c") == "there is no 'c': add the key with any value, or name another one");
  CHECK(fault("{a}\n", "a").starts_with("this value cannot be replaced"));
  CHECK(fault("a: [{n: x, v: 1}, {n: x, v: 2}]\n", "a[n=x].v") ==
        "'a[n=x].v' fits more than one item: [n=x]: select by a key whose value is unique, or by "
        "index");
}
