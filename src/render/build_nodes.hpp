// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "render/arena.hpp"
#include "render/node.hpp"

namespace relctl::render {

/// Makes nodes of the events of one document, and expands aliases and merge keys on the way.
class NodeBuilder {
 public:
  explicit NodeBuilder(Arena& arena) : arena_(arena) {}

  void scalar(std::string_view text, std::string_view tag, Style style, std::string_view anchor,
              Place place);
  void alias(std::string_view anchor, Place place);
  void start(Kind kind, std::string_view tag, bool flow, std::string_view anchor, Place place);
  void end();

  /// The document's node; null where there was none.
  [[nodiscard]] Node* root() const { return root_; }
  /// How many collections are open.
  [[nodiscard]] std::size_t depth() const { return open_.size(); }

 private:
  void add(Node* node);
  void expand_merge_keys(Node& mapping);
  void merge_into(Node& mapping, const Node& other);
  [[noreturn]] void fail(const Node& node, const std::string& fault) const;

  Arena& arena_;
  Node* root_ = nullptr;
  std::vector<Node*> open_;
  std::vector<bool> flow_;
  std::unordered_map<std::string, Node*> anchors_;
};

}  // namespace relctl::render
