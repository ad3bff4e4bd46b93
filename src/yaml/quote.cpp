// SPDX-License-Identifier: MIT
#include "yaml/quote.hpp"

#include <fmt/format.h>

#include "base/error.hpp"
#include "edit/utf8.hpp"
#include "yaml/resolve.hpp"

namespace relctl::yaml {
namespace {

/// Characters that YAML prints as they are and that no reader takes for a line end (1.1 has U+0085,
/// U+2028 and U+2029 as such) or a mark.
bool is_printable(char32_t c) {
  if (c < 0x20 || (c >= 0x7F && c <= 0xA0)) return false;
  return c != 0x2028 && c != 0x2029 && c != 0xFEFF && (c & 0xFFFEU) != 0xFFFE;
}

bool all_printable(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const auto point = edit::decode_utf8(text, i);
    if (!point || !is_printable(point->value)) return false;
    i += point->size;
  }
  return true;
}

std::string escape(char32_t c) {
  switch (c) {
    case '"':
      return "\\\"";
    case '\\':
      return "\\\\";
    case '\n':
      return "\\n";
    case '\t':
      return "\\t";
    case '\r':
      return "\\r";
    default:
      break;
  }
  const auto number = static_cast<unsigned>(c);
  if (c < 0x100) return fmt::format("\\x{:02X}", number);
  return c < 0x10000 ? fmt::format("\\u{:04X}", number) : fmt::format("\\U{:08X}", number);
}

std::string double_quoted(std::string_view value) {
  std::string out = "\"";
  for (std::size_t i = 0; i < value.size();) {
    const auto point = edit::decode_utf8(value, i);
    if (!point)
      throw Error(ErrorKind::input, "a value that is not UTF-8 cannot be written to YAML");
    if (point->value == '"' || point->value == '\\' || !is_printable(point->value)) {
      out += escape(point->value);
    } else {
      out += value.substr(i, point->size);
    }
    i += point->size;
  }
  return out + '"';
}

std::string single_quoted(std::string_view value) {
  std::string out = "'";
  for (const char c : value) {
    if (c == '\'') out += c;
    out += c;
  }
  return out + "'";
}

}  // namespace

bool reads_as_string(std::string_view word) {
  if (resolves_to_other_type(word) || !all_printable(word)) return false;
  if (word.front() == ' ' || word.back() == ' ' || word.back() == ':') return false;
  if (std::string_view("-?:,[]{}#&*!|>'\"%@`~").find(word.front()) != std::string_view::npos) {
    return false;
  }
  // The parser in use ends a plain scalar of a flow collection at '?' too.
  return word.find_first_of(",[]{}?") == std::string_view::npos &&
         word.find(": ") == std::string_view::npos && word.find(" #") == std::string_view::npos &&
         !word.starts_with("...");
}

std::string write_scalar(std::string_view value, Style style) {
  if (style == Style::plain && reads_as_string(value)) return std::string(value);
  if (style == Style::single_quoted && all_printable(value)) return single_quoted(value);
  return double_quoted(value);
}

std::string quote_if_needed(std::string_view value) {
  return write_scalar(value, Style::plain);
}

}  // namespace relctl::yaml
