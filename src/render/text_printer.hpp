// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "render/text_form.hpp"

namespace relctl::render {

/// True when `text` holds a character that go-yaml refuses to read (DEL, C1 controls, U+FFFE and
/// U+FFFF), or reads as a line break on the way out (NEL).
bool has_forbidden_character(std::string_view text);

/// Writes strings as go-yaml v2 does, and knows the column it is at, in characters.
class TextPrinter {
 public:
  explicit TextPrinter(std::string& out) : out_(out) {}

  /// Text of ASCII characters without line breaks, as it is.
  void write(std::string_view ascii);
  void spaces(std::size_t count);
  void line_break();

  /// `text` in the style that it needs. What is folded or on lines of its own continues at column
  /// `indent`; a simple key is never folded.
  void text(std::string_view text, std::size_t indent, bool simple_key);

 private:
  enum class Style { plain, single_quoted, double_quoted };

  void literal(std::string_view text, std::size_t indent);
  void flow(std::string_view text, std::size_t indent, Style style, bool may_fold);
  void flow_space(std::string_view text, std::size_t at, std::size_t indent, bool folds);
  /// True if a line may end at the space at `at`: the first of several, and not a quoted text's
  /// edge.
  static bool can_fold(std::string_view text, std::size_t at, Style style);
  void put(char32_t c, std::string_view bytes, Style style, bool escape_all);

  std::string& out_;
  std::size_t column_ = 0;
};

}  // namespace relctl::render
