// SPDX-License-Identifier: MIT
#include "yaml/tokens.hpp"

#include "edit/utf8.hpp"

namespace relctl::yaml {
namespace {

/// Nothing for tokens that mark streams, documents and directives.
std::optional<TokenKind> kind_of(yaml_token_type_t type) {
  switch (type) {
    case YAML_ANCHOR_TOKEN:
      return TokenKind::anchor;
    case YAML_TAG_TOKEN:
      return TokenKind::tag;
    case YAML_ALIAS_TOKEN:
      return TokenKind::alias;
    case YAML_SCALAR_TOKEN:
      return TokenKind::scalar;
    case YAML_BLOCK_ENTRY_TOKEN:
      return TokenKind::item;
    case YAML_KEY_TOKEN:
      return TokenKind::key;
    case YAML_FLOW_SEQUENCE_START_TOKEN:
    case YAML_FLOW_SEQUENCE_END_TOKEN:
    case YAML_FLOW_MAPPING_START_TOKEN:
    case YAML_FLOW_MAPPING_END_TOKEN:
      return TokenKind::bracket;
    case YAML_VALUE_TOKEN:
    case YAML_FLOW_ENTRY_TOKEN:
      return TokenKind::other;
    default:
      return std::nullopt;
  }
}

}  // namespace

Tokens::Tokens(const Chunk& chunk)
    : shift_(edit::byte_order_mark_size(chunk.text)),
      offset_(chunk.offset + shift_),
      characters_(chunk.text.substr(shift_)),
      handle_(chunk.text.substr(shift_)) {
  advance();
}

void Tokens::advance() {
  next_.reset();
  for (bool more = true; more && !next_;) {
    yaml_token_t token;
    if (yaml_parser_scan(&handle_.get(), &token) == 0) return;
    more = token.type != YAML_STREAM_END_TOKEN && token.type != YAML_NO_TOKEN;
    next_ = written(token);
    yaml_token_delete(&token);
  }
}

std::optional<Token> Tokens::written(const yaml_token_t& token) const {
  const auto kind = kind_of(token.type);
  // A key without `?` has a token too, without a place.
  if (!kind || token.start_mark.index == token.end_mark.index) return std::nullopt;
  const std::size_t start = characters_.byte_of(token.start_mark.index);
  const std::size_t end = characters_.byte_of(token.end_mark.index);
  return Token{*kind, {offset_ + start, end - start}};
}

}  // namespace relctl::yaml
