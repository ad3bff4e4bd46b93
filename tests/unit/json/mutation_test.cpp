// SPDX-License-Identifier: MIT
#include <array>
#include <random>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "base/error.hpp"
#include "json/document.hpp"

using relctl::Error;
using relctl::ErrorKind;
namespace json = relctl::json;

namespace {

const std::array<std::string, 3> samples = {
    "{\"version\":\"1.2.3\",\"a\":[1,-2.5e3,true,null,\"b\"],\"c\":{}}",
    "\xEF\xBB\xBF{\r\n\t\"\" : { \"n\" : \"\\u00e4\\\"\" } , \"x\": [ \"y\", [ ] ]\r\n}\r\n",
    "[\"\xC3\xA4\", {\"a\": \"b\", \"c\": \"d\"}]"};
constexpr std::string_view letters = " \n\"\\{}[],:u0de-.1tn\xC3\xA4";

void collect_strings(const json::Value& value, std::vector<const json::Value*>& out) {
  if (value.kind == json::Kind::string) out.push_back(&value);
  for (const json::Value& item : value.items)
    collect_strings(item, out);
  for (const json::Member& member : value.members)
    collect_strings(member.value, out);
}

}  // namespace

TEST_CASE("random edits of random text change their own bytes or are refused") {
  const std::vector<std::string> values = {"1.2.4", "", "\"\\", "\n", "\xE2\x98\x83", "a: b"};
  std::mt19937 random(20240101);
  std::size_t edited = 0;
  for (int round = 0; round < 10'000; ++round) {
    std::string text = samples[random() % samples.size()];
    for (std::size_t count = random() % 3; count > 0; --count) {
      text.replace(random() % text.size(), random() % 2, 1, letters[random() % letters.size()]);
    }
    CAPTURE(text);
    try {
      const json::Value root = json::parse(text, "f");
      std::vector<const json::Value*> strings;
      collect_strings(root, strings);
      if (strings.empty()) continue;
      const json::Value& target = *strings[random() % strings.size()];
      const std::string result = json::replace(text, "f", target, values[random() % values.size()]);
      CHECK(result.starts_with(text.substr(0, target.span.offset)));
      CHECK(result.ends_with(text.substr(target.span.end())));
      ++edited;
    } catch (const Error& error) {
      CHECK(error.kind() == ErrorKind::input);
    }
  }
  CHECK(edited > 3000);
}
