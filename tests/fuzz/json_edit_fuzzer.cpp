// SPDX-License-Identifier: MIT
// The first line is the replacement; the rest is JSON. Every string is replaced: the bytes outside
// of it are equal afterwards, or the edit is refused.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "json/document.hpp"

namespace {

namespace json = relctl::json;

constexpr std::size_t most_edits = 8;

void expect(bool holds) {
  if (!holds) std::abort();
}

void collect(const json::Value& value, std::vector<const json::Value*>& out) {
  if (out.size() < most_edits && value.kind == json::Kind::string) out.push_back(&value);
  for (const json::Value& item : value.items)
    collect(item, out);
  for (const json::Member& member : value.members)
    collect(member.value, out);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const std::size_t line = input.find('\n');
  if (line == std::string_view::npos) return 0;
  const std::string_view text = input.substr(line + 1);
  try {
    const json::Value root = json::parse(text, "fuzz.json");
    std::vector<const json::Value*> strings;
    collect(root, strings);
    for (const json::Value* value : strings) {
      const std::string result = json::replace(text, "fuzz.json", *value, input.substr(0, line));
      expect(result.starts_with(text.substr(0, value->span.offset)));
      expect(result.ends_with(text.substr(value->span.end())));
    }
  } catch (const relctl::Error& error) {
    expect(error.kind() == relctl::ErrorKind::input);
  }
  return 0;
}
