// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

namespace relctl::render {

inline bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// The part of `text` before `separator`; it is taken off together with the separator.
inline std::string_view take(std::string_view& text, char separator) {
  const std::string_view part = text.substr(0, text.find(separator));
  text.remove_prefix(std::min(part.size() + 1, text.size()));
  return part;
}

/// `text` without white space of ASCII at its ends.
inline std::string trimmed(std::string_view text) {
  constexpr std::string_view spaces = " \t\n\r\v\f";
  const std::size_t start = text.find_first_not_of(spaces);
  if (start == std::string_view::npos) return "";
  return std::string(text.substr(start, text.find_last_not_of(spaces) - start + 1));
}

/// `text`, or `absent` where it is empty.
inline std::string or_else(const std::string& text, std::string_view absent) {
  return text.empty() ? std::string(absent) : text;
}

}  // namespace relctl::render
