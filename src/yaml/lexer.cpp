// SPDX-License-Identifier: MIT
#include "yaml/lexer.hpp"

#include <algorithm>
#include <iterator>

#include "edit/utf8.hpp"
#include "yaml/lex_block.hpp"
#include "yaml/lex_quoted.hpp"

namespace relctl::yaml {
namespace {

constexpr std::string_view flow_indicators = ",[]{}";

/// True where a plain scalar ends before the byte at `at`, within its line.
bool ends_plain(std::string_view text, std::size_t at, bool flow) {
  const char c = text[at];
  if (c == '\n' || c == '\r') return true;
  if (c == '#') return at > 0 && is_blank(text[at - 1]);
  if (flow && flow_indicators.find(c) != std::string_view::npos) return true;
  if (c != ':') return false;
  return is_space_or_end(text, at + 1) ||
         (flow && flow_indicators.find(text[at + 1]) != std::string_view::npos);
}

/// Passes over line ends and blanks; the number of line ends passed.
std::size_t pass_line_ends(std::string_view text, std::size_t& at) {
  std::size_t count = 0;
  for (; at < text.size() && (is_blank(text[at]) || text[at] == '\n' || text[at] == '\r'); ++at) {
    if (text[at] == '\n') ++count;
  }
  return count;
}

/// True when the line that starts with its first non-blank at `at` goes on with the plain scalar.
bool continues_plain(std::string_view text, std::size_t at, Context context) {
  if (at >= text.size() || text[at] == '#' || is_document_marker(text, at)) return false;
  if (context.flow) return !ends_plain(text, at, true);
  return column_of(text, at) > context.indent && !ends_plain(text, at, false);
}

Lexeme lex_plain(std::string_view text, std::size_t offset, Context context) {
  Lexeme lexeme;
  std::size_t at = offset;
  std::size_t end = offset;
  std::size_t breaks = 0;
  do {
    const std::size_t line = at;
    while (at < text.size() && !ends_plain(text, at, context.flow))
      ++at;
    end = at;
    while (end > line && is_blank(text[end - 1]))
      --end;
    if (breaks == 1) lexeme.value += ' ';
    if (breaks > 1) lexeme.value.append(breaks - 1, '\n');
    lexeme.value += text.substr(line, end - line);
    if (at < text.size() && text[at] != '\n' && text[at] != '\r') break;
    breaks = pass_line_ends(text, at);
  } while (continues_plain(text, at, context));
  lexeme.span = {offset, end - offset};
  return lexeme;
}

}  // namespace

bool is_blank(char c) {
  return c == ' ' || c == '\t';
}

std::ptrdiff_t column_of(std::string_view text, std::size_t offset) {
  const std::size_t last_end = text.substr(0, offset).rfind('\n');
  const std::size_t start =
      last_end == std::string_view::npos ? edit::byte_order_mark_size(text) : last_end + 1;
  return static_cast<std::ptrdiff_t>(offset - start);
}

bool is_document_marker(std::string_view text, std::size_t offset) {
  const bool line_start =
      offset == edit::byte_order_mark_size(text) || (offset > 0 && text[offset - 1] == '\n');
  if (!line_start) return false;
  const std::string_view marker = text.substr(offset, 3);
  return (marker == "---" || marker == "...") && is_space_or_end(text, offset + 3);
}

bool is_space_or_end(std::string_view text, std::size_t offset) {
  return offset >= text.size() || is_blank(text[offset]) || text[offset] == '\n' ||
         text[offset] == '\r';
}

std::optional<Lexeme> lex_scalar(std::string_view text, std::size_t offset, Context context) {
  switch (text[offset]) {
    case '\'':
      return lex_single_quoted(text, offset);
    case '"':
      return lex_double_quoted(text, offset);
    case '|':
    case '>':
      if (!context.flow) return lex_block(text, offset, context.indent);
      break;
    default:
      break;
  }
  return lex_plain(text, offset, context);
}

std::string letters_of(std::string_view text) {
  std::string letters;
  std::copy_if(text.begin(), text.end(), std::back_inserter(letters),
               [](char c) { return !is_blank(c) && c != '\n' && c != '\r'; });
  return letters;
}

}  // namespace relctl::yaml
