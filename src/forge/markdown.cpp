// SPDX-License-Identifier: MIT
#include "forge/markdown.hpp"

#include <algorithm>

#include "report/visible.hpp"

namespace relctl::forge {
namespace {

std::size_t longest_run(std::string_view text, char wanted) {
  std::size_t longest = 0;
  std::size_t run = 0;
  for (const char c : text) {
    run = c == wanted ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  return longest;
}

/// Not inside a character of UTF-8.
std::size_t cut_before(std::string_view text, std::size_t most) {
  while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xc0U) == 0x80U)
    --most;
  return most;
}

}  // namespace

std::string inline_code(std::string_view text, bool in_table) {
  const std::string shown = report::visible(text);
  const std::string marks(longest_run(shown, '`') + 1, '`');
  // One space each side is taken off again; it keeps a backtick at an end from joining the marks.
  const bool is_padded = shown.empty() || shown.front() == '`' || shown.back() == '`' ||
                         (shown.front() == ' ' && shown.back() == ' ');
  std::string result = marks + (is_padded ? " " : "");
  for (const char c : shown) {
    if (c == '|' && in_table) result += '\\';
    result += c;
  }
  return result + (is_padded ? " " : "") + marks;
}

std::string fenced(std::string_view text, std::string_view language) {
  std::string shown = report::visible_lines(text);
  if (!shown.empty() && shown.back() != '\n') shown += '\n';
  const std::string marks(std::max<std::size_t>(3, longest_run(shown, '`') + 1), '`');
  return marks + std::string(language) + "\n" + shown + marks + "\n";
}

std::string shortened(std::string_view text, std::size_t most) {
  std::string shown = report::visible(text);
  if (shown.size() <= most) return shown;
  constexpr std::string_view dots = "…";
  return shown.substr(0, cut_before(shown, most - dots.size())) + std::string(dots);
}

std::string_view first_lines(std::string_view text, std::size_t most) {
  if (text.size() <= most) return text;
  const std::size_t end = text.substr(0, most).rfind('\n');
  return text.substr(0, end == std::string_view::npos ? 0 : end + 1);
}

}  // namespace relctl::forge
