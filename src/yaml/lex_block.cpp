// SPDX-License-Identifier: MIT
#include "yaml/lex_block.hpp"

#include <algorithm>

namespace relctl::yaml {
namespace {

/// The end of the line at `at`, before its line end.
std::size_t line_end(std::string_view text, std::size_t at) {
  std::size_t end = std::min(text.find('\n', at), text.size());
  if (end > at && text[end - 1] == '\r') --end;
  return end;
}

/// The header's indentation digit, 0 when there is none; nothing when the header is malformed.
std::optional<std::ptrdiff_t> read_header(std::string_view header) {
  std::ptrdiff_t digit = 0;
  bool chomp = false;
  std::size_t at = 0;
  for (; at < header.size() && !is_blank(header[at]); ++at) {
    const char c = header[at];
    if ((c == '+' || c == '-') && !chomp) {
      chomp = true;
    } else if (c >= '1' && c <= '9' && digit == 0) {
      digit = c - '0';
    } else {
      return std::nullopt;
    }
  }
  while (at < header.size() && is_blank(header[at]))
    ++at;
  if (at < header.size() && header[at] != '#') return std::nullopt;
  return digit;
}

}  // namespace

std::optional<Lexeme> lex_block(std::string_view text, std::size_t offset, std::ptrdiff_t indent) {
  std::size_t end = line_end(text, offset);
  const auto digit = read_header(text.substr(offset + 1, end - offset - 1));
  if (!digit) return std::nullopt;
  Lexeme lexeme;
  lexeme.style = text[offset] == '|' ? Style::literal : Style::folded;
  std::ptrdiff_t least = *digit > 0 ? std::max<std::ptrdiff_t>(indent, 0) + *digit : 0;
  std::size_t line = text.find('\n', offset);
  while (line != std::string_view::npos && ++line < text.size()) {
    const std::size_t stop = line_end(text, line);
    const std::string_view content = text.substr(line, stop - line);
    const auto spaces =
        static_cast<std::ptrdiff_t>(std::min(content.find_first_not_of(' '), content.size()));
    if (content.find_first_not_of(" \t") != std::string_view::npos) {
      if (least == 0)
        least = std::max<std::ptrdiff_t>(spaces, std::max<std::ptrdiff_t>(indent, 0) + 1);
      if (spaces < least || is_document_marker(text, line)) break;
      lexeme.letters += letters_of(content);
      end = stop;
    }
    line = text.find('\n', line);
  }
  lexeme.span = {offset, end - offset};
  return lexeme;
}

}  // namespace relctl::yaml
