// SPDX-License-Identifier: MIT
#pragma once

#include <optional>

#include "edit/splice.hpp"
#include "yaml/chunks.hpp"
#include "yaml/handle.hpp"
#include "yaml/marks.hpp"

namespace relctl::yaml {

enum class TokenKind {
  anchor,
  tag,
  alias,
  scalar,
  item,     ///< the `-` of a block sequence
  key,      ///< a `?`
  bracket,  ///< `[`, `]`, `{` or `}`
  other,    ///< a `:` or `,`
};

/// A piece of the source that is neither space nor comment.
struct Token {
  TokenKind kind = TokenKind::other;
  edit::Span span;  ///< in the whole text; of a block scalar, up to the next line with content
};

/// The tokens of a chunk's document, each scanned when it is asked for: a caller that follows the
/// events of a Reader scans nothing that the Reader has not judged.
class Tokens {
 public:
  explicit Tokens(const Chunk& chunk);

  /// The next token; nothing behind the last, and where the text is not YAML.
  [[nodiscard]] const std::optional<Token>& peek() const { return next_; }
  /// Passes over the next token.
  void advance();

 private:
  [[nodiscard]] std::optional<Token> written(const yaml_token_t& token) const;

  std::size_t shift_;  ///< the size of the text's byte order mark
  std::size_t offset_;
  CharacterIndex characters_;
  Handle handle_;
  std::optional<Token> next_;
};

}  // namespace relctl::yaml
