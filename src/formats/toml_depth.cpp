// SPDX-License-Identifier: MIT
#include "formats/toml_depth.hpp"

#include <algorithm>

namespace relctl::formats {
namespace {

constexpr int deepest = 64;

// Passes over the string that begins at `at`. One that does not end is the parser's to report.
std::size_t end_of_string(std::string_view text, std::size_t at) {
  const char quote = text[at];
  const bool several = text.substr(at, 3) == std::string(3, quote);
  const std::string close(several ? 3 : 1, quote);
  for (at += close.size(); at < text.size(); ++at) {
    if (text.substr(at).starts_with(close)) return at + close.size();
    if (text[at] == '\n' && !several) return at;
    if (text[at] == '\\' && quote == '"') ++at;
  }
  return text.size();
}

}  // namespace

void check_toml_depth(const Source& source) {
  const std::string_view text = source.text;
  int brackets = 0;
  int parts = 0;
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at];
    if (c == '#') {
      at = std::min(text.find('\n', at), text.size());
      continue;
    }
    if (c == '"' || c == '\'') {
      at = end_of_string(text, at);
      continue;
    }
    brackets += c == '[' || c == '{' ? 1 : 0;
    brackets -= c == ']' || c == '}' ? 1 : 0;
    parts = c == '\n' || c == '=' || c == ',' ? 0 : parts + (c == '.' ? 1 : 0);
    if (brackets > deepest || parts > deepest) {
      throw fault(source, at, "the TOML is nested deeper than 64");
    }
    ++at;
  }
}

}  // namespace relctl::formats
