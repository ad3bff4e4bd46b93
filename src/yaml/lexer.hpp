// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "edit/splice.hpp"
#include "yaml/document.hpp"

namespace relctl::yaml {

/// Where a node stands: the column of the block collection around it (-1 at the root), and whether
/// it is inside `[]` or `{}`.
struct Context {
  std::ptrdiff_t indent = -1;
  bool flow = false;
};

/// A scalar as it stands in the source. A block scalar's value is left empty: `letters` has its
/// text without spaces and line ends, which is enough to tell that the same lines were read.
struct Lexeme {
  edit::Span span;
  Style style = Style::plain;
  std::string value;
  std::string letters;
};

/// True where a line starts with `---` or `...` and a space, tab, line end or nothing behind it.
bool is_document_marker(std::string_view text, std::size_t offset);

/// True when `offset` is the end, or has a space, a tab or a line end.
bool is_space_or_end(std::string_view text, std::size_t offset);

/// The scalar that starts at `offset`; nothing when it has no end (an unterminated quote), an
/// unknown escape, or a malformed header.
std::optional<Lexeme> lex_scalar(std::string_view text, std::size_t offset, Context context);

/// `text` without its spaces, tabs and line ends.
std::string letters_of(std::string_view text);

/// True for a space and for a tab.
bool is_blank(char c);

}  // namespace relctl::yaml
