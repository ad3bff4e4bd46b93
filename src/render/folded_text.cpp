// SPDX-License-Identifier: MIT
#include "render/folded_text.hpp"

#include <string_view>

#include "render/characters.hpp"
#include "render/text_form.hpp"
#include "render/texts.hpp"

namespace relctl::render {
namespace {

bool is_blank(char c) {
  return c == ' ' || c == '\t';
}

/// True where go-yaml v3 may write `text` as a block; it writes others in double quotes.
bool may_be_block(std::string_view text) {
  if (text.empty() || text.back() == ' ') return false;
  char32_t previous = 0;
  for (std::size_t i = 0; i < text.size();) {
    const char32_t c = next_character(text, i);
    if (c != '\t' && !is_printable(c)) return false;
    if (is_break(c) && previous == ' ') return false;
    previous = c;
  }
  return true;
}

/// The lines of the block, without the indentation and what comes after the `>`.
std::string write_block(std::string_view text) {
  const std::size_t first = text.find_first_not_of('\n');
  const bool doubles = first != std::string_view::npos && !is_blank(text[first]);
  std::string lines;
  bool after_break = true;
  bool indented_more = true;
  for (const char c : text) {
    if (c == '\n') {
      if (!after_break && !indented_more && doubles) lines += '\n';
      after_break = true;
    } else {
      if (after_break) indented_more = is_blank(c);
      after_break = false;
    }
    lines += c;
  }
  return lines;
}

/// The text that these lines fold to, without the line breaks at the end, which go to `rest`.
std::string read_block(std::string_view lines, std::string& rest) {
  std::string text;
  bool has_line = false;
  bool indented_more = false;
  while (!lines.empty()) {
    const std::string_view line = take(lines, '\n');
    if (line.empty()) {
      rest += '\n';
      continue;
    }
    if (has_line && (indented_more || is_blank(line[0]))) {
      text += '\n';
    } else if (has_line && rest.empty()) {
      text += ' ';
    }
    text += rest;
    text += line;
    rest.clear();
    has_line = true;
    indented_more = is_blank(line[0]);
  }
  return text;
}

}  // namespace

std::optional<std::string> text_written_folded(const Node& scalar) {
  const std::string_view text = scalar.text;
  if (scalar.style != Style::folded || scalar.flow || !may_be_block(text)) return std::nullopt;
  std::string rest;
  std::string result = read_block(write_block(text), rest);
  if (text.ends_with('\n') && !result.empty()) result += '\n';
  if (text == "\n" || text.ends_with("\n\n")) result += rest;
  if (result == text) return std::nullopt;
  return result;
}

}  // namespace relctl::render
