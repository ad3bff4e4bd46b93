// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "yaml/lexer.hpp"

namespace relctl::yaml {

/// Walks over a YAML source from token to token; whatever is neither space nor comment between two
/// tokens has to be taken by name, so that nothing is passed over unseen.
class Cursor {
 public:
  Cursor(std::string_view text, std::string_view file);

  [[nodiscard]] std::string_view text() const { return text_; }
  [[nodiscard]] std::size_t at() const { return at_; }
  /// The end of the last token taken.
  [[nodiscard]] std::size_t token_end() const { return token_end_; }
  [[nodiscard]] bool at_end() const { return at_ == text_.size(); }
  /// The next byte; '\0' at the end.
  [[nodiscard]] char peek() const { return at_end() ? '\0' : text_[at_]; }

  /// Passes over spaces, line ends and comments.
  void skip_space();
  /// True when the position is on the line where the last token ended.
  [[nodiscard]] bool on_token_line() const { return !crossed_line_; }
  [[nodiscard]] bool at_marker() const { return !at_end() && is_document_marker(text_, at_); }
  /// True at `indicator` with a space, a line end or nothing behind it.
  [[nodiscard]] bool at_indicator(char indicator) const;
  /// True where the content of a node of `context` may stand: further in than what is around it, or
  /// on the same line.
  [[nodiscard]] bool may_start(Context context) const;

  /// Takes `size` bytes as a token.
  std::string_view take(std::size_t size);
  /// Takes `wanted`, which must be next.
  void expect(char wanted);
  /// Takes an anchor, alias or tag from its indicator to its end.
  std::string_view take_word(bool flow);
  /// Takes the rest of the line.
  std::string_view take_line();

  /// Throws Error(input) for the byte at `offset`.
  [[noreturn]] void fail(std::size_t offset, const std::string& fault) const;

 private:
  std::string_view text_;
  std::string_view file_;
  std::size_t start_;  ///< behind the byte order mark
  std::size_t at_;
  std::size_t token_end_;
  bool crossed_line_ = false;
};

}  // namespace relctl::yaml
