// SPDX-License-Identifier: MIT
#pragma once

#include "yaml/lexer.hpp"

namespace relctl::yaml {

/// The scalar in single quotes that starts at `offset`; nothing when the quote is not closed before
/// the end of the document.
std::optional<Lexeme> lex_single_quoted(std::string_view text, std::size_t offset);

/// The scalar in double quotes that starts at `offset`; nothing when the quote is not closed before
/// the end of the document, or has an escape that YAML does not know.
std::optional<Lexeme> lex_double_quoted(std::string_view text, std::size_t offset);

}  // namespace relctl::yaml
