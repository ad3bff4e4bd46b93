// SPDX-License-Identifier: MIT
#pragma once

#include "yaml/lexer.hpp"

namespace relctl::yaml {

/// The block scalar (`|`, `>`) that starts at `offset` inside a collection at column `indent`. Its
/// span ends with its last line that is not blank. Nothing when its header is malformed.
std::optional<Lexeme> lex_block(std::string_view text, std::size_t offset, std::ptrdiff_t indent);

}  // namespace relctl::yaml
