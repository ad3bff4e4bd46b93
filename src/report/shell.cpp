// SPDX-License-Identifier: MIT
#include "report/shell.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "report/visible.hpp"

namespace relctl::report {
namespace {

bool is_plain(char c) {
  const bool is_word = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  return is_word || std::string_view("_-./:@%+=,").find(c) != std::string_view::npos;
}

// By bytes: shells disagree about escapes of code points.
std::string with_escapes(std::string_view text) {
  std::string result = "$'";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte >= 0x7f) {
      result += fmt::format("\\x{:02x}", byte);
      continue;
    }
    if (c == '\'' || c == '\\') result += '\\';
    result += c;
  }
  return result + "'";
}

}  // namespace

std::string shell_word(std::string_view text) {
  if (!text.empty() && std::all_of(text.begin(), text.end(), is_plain)) return std::string(text);
  if (visible(text) != text) return with_escapes(text);
  std::string result = "'";
  for (const char c : text) {
    if (c == '\'') {
      result += "'\\''";
    } else {
      result += c;
    }
  }
  return result + "'";
}

}  // namespace relctl::report
