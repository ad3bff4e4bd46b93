// SPDX-License-Identifier: MIT
#include "json/document.hpp"

#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "base/error.hpp"

using relctl::Error;
using relctl::ErrorKind;
namespace json = relctl::json;

namespace {

struct Case {
  std::string text;
  std::string expected;
};

struct Edit {
  std::string before;
  std::string key_path;
  std::string value;
  std::string after;
};

/// The message of the error that parsing gives, with its place: "2:3 message"; "" without one.
std::string fault(const std::string& text) {
  try {
    json::parse(text, "f.json");
  } catch (const Error& error) {
    REQUIRE(error.kind() == ErrorKind::input);
    REQUIRE(error.where().has_value());
    return std::to_string(error.where()->line) + ":" + std::to_string(error.where()->column) + " " +
           error.what();
  }
  return "";
}

}  // namespace

TEST_CASE("values are read with their bytes, numbers as written") {
  const std::string text =
      "\xEF\xBB\xBF { \"a\" : [1.50e+3, -0, true, null, \"b\\u00e4\"],\r\n\"c\":{}}";
  const json::Value root = json::parse(text, "f");
  REQUIRE(root.members.size() == 2);
  const auto source = [&](const json::Value& value) {
    return text.substr(value.span.offset, value.span.size);
  };
  CHECK(source(root) == text.substr(4));
  const json::Value* list = root.find("a");
  REQUIRE(list != nullptr);
  REQUIRE(list->items.size() == 5);
  CHECK(list->items[0].text == "1.50e+3");
  CHECK(list->items[1].text == "-0");
  CHECK(list->items[2].kind == json::Kind::boolean);
  CHECK(list->items[3].kind == json::Kind::null);
  CHECK(list->items[4].text == "b\xC3\xA4");
  CHECK(source(list->items[4]) == "\"b\\u00e4\"");
  CHECK(source(*json::find(root, "c")) == "{}");
  CHECK(root.find("d") == nullptr);
  CHECK(list->find("a") == nullptr);
}

TEST_CASE("escapes are decoded") {
  const std::vector<Case> cases = {
      {R"("\"\\\/\b\f\n\r\t")", "\"\\/\b\f\n\r\t"},
      {R"("\u0041\u00E4\u20ac\ud83d\ude00")", "A\xC3\xA4\xE2\x82\xAC\xF0\x9F\x98\x80"},
      {R"("\u0000")", std::string(1, '\0')},
  };
  for (const Case& row : cases) {
    CAPTURE(row.text);
    CHECK(json::parse(row.text, "f").text == row.expected);
  }
}

TEST_CASE("text that is not JSON is refused with its place") {
  const std::vector<Case> cases = {
      {"", "1:1 not valid JSON: expected a value"},
      {"{} x", "1:4 not valid JSON: text behind the document's end"},
      {"{\"a\":1,}", "1:8 not valid JSON: expected a member's name in double quotes"},
      {"[1,]", "1:4 not valid JSON: expected a value"},
      {"[1 2]", "1:4 not valid JSON: expected ']'"},
      {"{\"a\" 1}", "1:6 not valid JSON: expected ':'"},
      {"{a:1}", "1:2 not valid JSON: expected a member's name in double quotes"},
      {"// x\n{}", "1:1 not valid JSON: expected a value"},
      {"{\"a\":1,\n \"b\":2,\n \"a\":3}", "3:2 not valid JSON: duplicate member 'a'"},
      {"{\"a\":1,\"\\u0061\":3}", "1:8 not valid JSON: duplicate member 'a'"},
      {"\"a", "1:1 not valid JSON: a string is not closed"},
      {"\"a\nb\"", "1:3 not valid JSON: a control character inside a string"},
      {"\"\\x\"", "1:2 not valid JSON: an unknown escape"},
      {"\"\\", "1:2 not valid JSON: an unknown escape"},
      {"\"\\u12g4\"", "1:4 not valid JSON: expected four hexadecimal digits"},
      {"\"\\u12", "1:4 not valid JSON: expected four hexadecimal digits"},
      {"\"\\ud800\"", "1:2 not valid JSON: half of a surrogate pair"},
      {"\"\\ud800\\u0041\"", "1:2 not valid JSON: half of a surrogate pair"},
      {"\"\\ude00\"", "1:2 not valid JSON: half of a surrogate pair"},
      {"01", "1:1 not valid JSON: a number with a leading zero"},
      {"-", "1:1 not valid JSON: expected a value"},
      {"1.", "1:3 not valid JSON: expected a digit"},
      {"1e+", "1:4 not valid JSON: expected a digit"},
      {".5", "1:1 not valid JSON: expected a value"},
      {"+1", "1:1 not valid JSON: expected a value"},
      {"tru", "1:1 not valid JSON: expected a value"},
      {"nullx", "1:5 not valid JSON: text behind the document's end"},
      {"\"\xFF\"", "1:2 not valid JSON: not UTF-8"},
      {"[\xC2\xA0]", "1:2 not valid JSON: expected a value"},
      {std::string(101, '['), "1:101 not valid JSON: nested deeper than 100 levels"},
      {std::string(1'000'000, '['), "1:101 not valid JSON: nested deeper than 100 levels"},
      {std::string("{}\0", 3), "1:3 not valid JSON: text behind the document's end"},
  };
  for (const Case& row : cases) {
    CAPTURE(row.text.substr(0, 40));
    CHECK(fault(row.text) == row.expected);
  }
  CHECK(fault(std::string(100, '[') + std::string(100, ']')).empty());
  CHECK(fault(std::string((4U << 20U) + 1, ' ')) ==
        "0:0 4194305 bytes: a JSON file may have 4 MiB");
}

TEST_CASE("an edit changes the string's bytes alone") {
  const std::vector<Edit> edits = {
      {"{\"version\": \"1.2.3\"}", "version", "1.2.4", "{\"version\": \"1.2.4\"}"},
      {"{\"a\":\"x\",\"b\":[{\"n\":\"p\",\"v\":\"1\"},{\"n\":\"q\",\"v\":\"2\"}]}", "b[n=q].v",
       "33", "{\"a\":\"x\",\"b\":[{\"n\":\"p\",\"v\":\"1\"},{\"n\":\"q\",\"v\":\"33\"}]}"},
      {"{\r\n\t\"a\" : \"\\u0041\\/\",\r\n\t\"b\": 1e5 }\r\n", "a", "B",
       "{\r\n\t\"a\" : \"B\",\r\n\t\"b\": 1e5 }\r\n"},
      {"{\"a\":\"\\u0041\"}", "a", "A", "{\"a\":\"\\u0041\"}"},
      {"\xEF\xBB\xBF{\"a\":\"x\"}", "a", "\"\\\n\x01\xC3\xA4",
       "\xEF\xBB\xBF{\"a\":\"\\\"\\\\\\n\\u0001\xC3\xA4\"}"},
      {"{\"\": {\"version\": \"1\"}}", "\"\".version", "2", "{\"\": {\"version\": \"2\"}}"},
      {"[\"a\", [\"b\"]]", "[1][0]", "c", "[\"a\", [\"c\"]]"},
  };
  for (const Edit& edit : edits) {
    CAPTURE(edit.before);
    CHECK(json::set(edit.before, "f", edit.key_path, edit.value) == edit.after);
    CHECK(json::get(edit.after, "f", edit.key_path) == edit.value);
  }
}

TEST_CASE("what is no string is neither got nor replaced") {
  const std::string text = R"({"a": 1, "b": {"c": null}, "d": [{"n": "x"}, {"n": "x"}]})";
  for (const std::string key_path : {"a", "b", "b.c", "x", "b.x", "d[2]", "a.b", "d[n=y]"}) {
    CAPTURE(key_path);
    CHECK_FALSE(json::get(text, "f", key_path).has_value());
    CHECK_THROWS_AS(json::set(text, "f", key_path, "1"), Error);
  }
  CHECK_THROWS_AS(json::get(text, "f", "d[n=x]"), Error);
  CHECK_THROWS_AS(json::set(R"({"a":"b"})", "f", "a", "\xFF"), Error);
}
