// SPDX-License-Identifier: MIT
#include "demo/text.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

namespace relctl::demo {
namespace {

constexpr std::size_t longest_shown = 80;

bool is_control(char character) {
  const auto byte = static_cast<unsigned char>(character);
  return byte < 0x20 || byte == 0x7f;
}

}  // namespace

bool is_plain_text(std::string_view text) {
  if (std::any_of(text.begin(), text.end(), is_control)) return false;
  // JSON text is valid UTF-8 by definition, and its writer checks that.
  try {
    static_cast<void>(nlohmann::json(text).dump());
    return true;
  } catch (const nlohmann::json::type_error&) {
    return false;
  }
}

std::string printable(std::string_view text) {
  std::string shown(text.substr(0, longest_shown));
  std::replace_if(
      shown.begin(), shown.end(), [](char c) { return c < 0x20 || c > 0x7e; }, '?');
  return text.size() > longest_shown ? shown + "..." : shown;
}

}  // namespace relctl::demo
