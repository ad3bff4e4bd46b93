// SPDX-License-Identifier: MIT
#include "render/text_printer.hpp"

#include <algorithm>

#include "render/characters.hpp"

namespace relctl::render {
namespace {

// A space behind this column becomes a line break.
constexpr std::size_t best_width = 80;
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

bool is_plain_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; });
}

}  // namespace

bool has_forbidden_character(std::string_view text) {
  if (is_plain_ascii(text)) return false;
  for (std::size_t i = 0; i < text.size();) {
    const char32_t c = next_character(text, i);
    if (c >= 0x7F && (c < 0xA0 || c == 0xFFFE || c == 0xFFFF)) return true;
  }
  return false;
}

void TextPrinter::write(std::string_view ascii) {
  out_ += ascii;
  column_ += ascii.size();
}

void TextPrinter::spaces(std::size_t count) {
  out_.append(count, ' ');
  column_ += count;
}

void TextPrinter::line_break() {
  out_ += '\n';
  column_ = 0;
}

void TextPrinter::text(std::string_view text, std::size_t indent, bool simple_key) {
  const TextForm form = form_of(text);
  const bool lines = text.find('\n') != std::string_view::npos;
  if (lines && form.block && !simple_key) {
    literal(text, indent);
    return;
  }
  Style style = Style::double_quoted;
  if (!lines && !needs_quotes(text)) {
    style = form.plain ? Style::plain : form.single_quoted ? Style::single_quoted : style;
  }
  flow(text, indent, style, !simple_key);
}

void TextPrinter::literal(std::string_view text, std::size_t indent) {
  const auto starts_with = [&](std::string_view start) { return text.starts_with(start); };
  const auto ends_with = [&](std::string_view end) { return text.ends_with(end); };
  const auto is_any_break = [](auto test) {
    return test("\n") || test("\xC2\x85") || test("\xE2\x80\xA8") || test("\xE2\x80\xA9");
  };
  write("|");
  if (starts_with(" ") || is_any_break(starts_with)) write("2");
  if (!is_any_break(ends_with)) {
    write("-");
  } else if (text.size() == 1 || text[text.size() - 2] == '\n') {
    write("+");
  }
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    line_break();
    if (end > 0) spaces(indent);
    out_ += text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

bool TextPrinter::can_fold(std::string_view text, std::size_t at, Style style) {
  const bool at_edge = style != Style::plain && (at == 0 || at + 1 == text.size());
  const bool after_space = at > 0 && text[at - 1] == ' ';
  const bool before_space = text.substr(at + 1).starts_with(' ');
  return !at_edge && !after_space && (style == Style::double_quoted || !before_space);
}

void TextPrinter::flow(std::string_view text, std::size_t indent, Style style, bool may_fold) {
  const bool quoted = style != Style::plain;
  const std::string_view quote = style == Style::single_quoted ? "'" : "\"";
  const bool escape_all = style == Style::double_quoted && text.starts_with(byte_order_mark);
  if (quoted) write(quote);
  bool after_break = false;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t start = i;
    const char32_t c = next_character(text, i);
    if (c == ' ' && !escape_all) {
      const bool folds = may_fold && column_ > best_width && can_fold(text, start, style);
      flow_space(text, start, indent, folds);
      continue;
    }
    if (after_break && !is_break(c)) spaces(indent);
    after_break = style == Style::single_quoted && is_break(c);
    put(c, text.substr(start, i - start), style, escape_all);
    if (after_break) column_ = 0;
  }
  if (quoted) write(quote);
}

void TextPrinter::flow_space(std::string_view text, std::size_t at, std::size_t indent,
                             bool folds) {
  if (!folds) {
    write(" ");
    return;
  }
  line_break();
  spaces(indent);
  if (text.substr(at + 1).starts_with(' ')) write("\\");
}

void TextPrinter::put(char32_t c, std::string_view bytes, Style style, bool escape_all) {
  if (style == Style::double_quoted &&
      (escape_all || !is_printable(c) || is_break(c) || c == '"' || c == '\\')) {
    write(escaped(c));
    return;
  }
  if (style == Style::single_quoted && c == '\'') {
    write("''");
    return;
  }
  if (c == U'\uFFFD') {
    out_ += "\xEF\xBF\xBD";
  } else {
    out_ += bytes;
  }
  ++column_;
}

}  // namespace relctl::render
