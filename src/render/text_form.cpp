// SPDX-License-Identifier: MIT
#include "render/text_form.hpp"

#include <fmt/format.h>

#include "render/characters.hpp"
#include "render/scalar.hpp"
#include "render/texts.hpp"

namespace relctl::render {
namespace {

constexpr std::string_view indicators_at_start = "#,[]{}&*!|>'\"%@`";

/// ^[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?$
bool is_base_60(std::string_view text) {
  std::size_t i = 0;
  const auto at = [&](auto wanted) { return i < text.size() && wanted(text[i]); };
  const auto digit_or_line = [](char c) { return is_digit(c) || c == '_'; };
  i += at([](char c) { return c == '-' || c == '+'; });
  if (!at(is_digit)) return false;
  while (at(digit_or_line))
    ++i;
  if (!at([](char c) { return c == ':'; })) return false;
  while (at([](char c) { return c == ':'; })) {
    ++i;
    if (!at(is_digit)) return false;
    const bool tens = text[i] <= '5';
    ++i;
    if (tens) i += at(is_digit);
  }
  if (at([](char c) { return c == '.'; })) {
    ++i;
    while (at(digit_or_line))
      ++i;
  }
  return i == text.size();
}

/// What the characters of a text have in common.
struct Marks {
  bool indicator = false;
  bool unprintable = false;
  bool space_before_break = false;
  bool break_before_space = false;
  bool breaks = false;
};

/// Walks over a text once; one character is looked ahead.
class Scan {
 public:
  explicit Scan(std::string_view text) : text_(text) {}

  Marks run() {
    Marks marks;
    marks.indicator = text_.starts_with("---") || text_.starts_with("...") ||
                      indicators_at_start.find(text_[0]) != std::string_view::npos;
    char32_t previous = ' ';
    for (std::size_t i = 0; i < text_.size();) {
      const bool first = i == 0;
      const char32_t c = next_character(text_, i);
      if (!is_printable(c)) marks.unprintable = true;
      if (is_break(c)) {
        marks.breaks = true;
        marks.space_before_break |= !first && previous == ' ';
      } else if (c == ' ') {
        marks.break_before_space |= !first && is_break(previous);
      } else if (is_indicator(c, first, previous, i)) {
        marks.indicator = true;
      }
      previous = c;
    }
    return marks;
  }

 private:
  [[nodiscard]] bool is_indicator(char32_t c, bool first, char32_t previous,
                                  std::size_t next) const {
    const bool ends = next >= text_.size() || text_[next] == ' ' || text_[next] == '\t';
    if (c == ':') return ends;
    if (c == '?' || c == '-') return first && ends;
    return c == '#' && !first && (previous == ' ' || previous == '\t' || is_break(previous));
  }

  std::string_view text_;
};

bool ends_with_break(std::string_view text) {
  return text.back() == '\n' || text.back() == '\r' || text.ends_with("\xC2\x85") ||
         text.ends_with("\xE2\x80\xA8") || text.ends_with("\xE2\x80\xA9");
}

bool starts_with_break(std::string_view text) {
  return text[0] == '\n' || text[0] == '\r' || text.starts_with("\xC2\x85") ||
         text.starts_with("\xE2\x80\xA8") || text.starts_with("\xE2\x80\xA9");
}

}  // namespace

bool is_break(char32_t c) {
  return c == '\n' || c == '\r' || c == 0x85 || c == 0x2028 || c == 0x2029;
}

bool is_printable(char32_t c) {
  return c == '\n' || (c >= 0x20 && c <= 0x7E) || c == 0x85 || (c >= 0xA0 && c <= 0xD7FF) ||
         (c >= 0xE000 && c <= 0xFFFD && c != 0xFEFF);
}

TextForm form_of(std::string_view text) {
  if (text.empty()) return {.plain = false, .block = false};
  const Marks marks = Scan(text).run();
  const bool space_at_edge = text.front() == ' ' || text.back() == ' ';
  const bool break_at_edge = starts_with_break(text) || ends_with_break(text);
  const bool odd = marks.space_before_break || marks.unprintable;
  return {.plain = !marks.indicator && !space_at_edge && !break_at_edge && !odd && !marks.breaks,
          .single_quoted = !odd && !marks.break_before_space,
          .block = !odd && text.back() != ' ',
          .multi_line = marks.breaks};
}

bool needs_quotes(std::string_view text) {
  const Tag tag = meaning_in_yaml_1_1(text).tag;
  return (tag != Tag::string && tag != Tag::merge) || is_base_60(text);
}

std::string escaped(char32_t c) {
  constexpr std::string_view codes("\0\a\b\t\n\v\f\r\x1B\"\\", 11);
  constexpr std::string_view letters = "0abtnvfre\"\\";
  const std::size_t known = c < 0x80 ? codes.find(static_cast<char>(c)) : std::string_view::npos;
  if (known != std::string_view::npos) return {'\\', letters[known]};
  if (c == 0x85) return "\\N";
  if (c == 0xA0) return "\\_";
  if (c == 0x2028) return "\\L";
  if (c == 0x2029) return "\\P";
  if (c <= 0xFF) return fmt::format("\\x{:02X}", static_cast<std::uint32_t>(c));
  if (c <= 0xFFFF) return fmt::format("\\u{:04X}", static_cast<std::uint32_t>(c));
  return fmt::format("\\U{:08X}", static_cast<std::uint32_t>(c));
}

}  // namespace relctl::render
