// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "yaml/document.hpp"
#include "yaml/reader.hpp"
#include "yaml/tokens.hpp"

namespace relctl::yaml {

/// Builds the nodes of a chunk's document: structure and values from its events, the places of what
/// is written from its tokens, which are followed side by side.
class TreeReader {
 public:
  /// Reads `chunk` of `text`, named `file`.
  TreeReader(std::string_view text, std::string_view file, const Chunk& chunk, const Limits& limits)
      : text_(text), file_(file), limits_(limits), reader_(chunk, file, limits), tokens_(chunk) {}

  /// The document; nothing where the chunk has none. Throws as yaml::parse.
  std::optional<Node> read();
  /// The number of nodes read, aliases counted as one.
  [[nodiscard]] std::size_t nodes() const { return reader_.nodes(); }

 private:
  struct Anchor {
    std::optional<std::size_t> weight;  ///< nodes with aliases followed; nothing inside of it
    std::optional<std::string> key;     ///< what makes it equal to another key
  };
  using Keys = std::unordered_map<std::string, std::size_t>;

  Event require_event();
  [[nodiscard]] const Token* token(TokenKind kind) const;
  edit::Span take();
  void pass_tokens_before(std::size_t offset);

  Node read_node(const Event& event);
  void read_alias(Node& node);
  void read_properties(Node& node, const Event& event);
  void read_scalar(Node& node, const Event& event);
  void read_sequence(Node& node, const Event& event);
  void read_mapping(Node& node, const Event& event);
  void read_entry(Node& mapping, const Event& event, Keys& keys);
  std::size_t start_collection(const Node& node, const Event& event, bool bracketed);
  void end_collection(Node& node, std::size_t start, const Event& end, bool bracketed);
  void check_key(const Node& key, Keys& keys) const;
  void check_name(edit::Span name) const;
  void count(std::size_t nodes, std::size_t offset);
  [[noreturn]] void fail(std::size_t offset, const std::string& fault) const;

  std::string_view text_;
  std::string_view file_;
  Limits limits_;
  Reader reader_;
  Tokens tokens_;
  std::size_t token_end_ = 0;  ///< of the last token taken
  std::size_t visited_ = 0;    ///< nodes so far, with aliases followed
  std::unordered_map<std::string, Anchor> anchors_;
};

}  // namespace relctl::yaml
