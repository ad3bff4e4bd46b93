// SPDX-License-Identifier: MIT
#include "yaml/anchor.hpp"

namespace relctl::yaml {
namespace {

void visit(const Node& node, const Node& alias, const Node*& found) {
  if (node.start > alias.start) return;
  if (node.anchor == alias.value && !node.anchor.empty()) found = &node;
  for (const Node& item : node.items)
    visit(item, alias, found);
  for (const auto& [key, value] : node.entries) {
    visit(key, alias, found);
    visit(value, alias, found);
  }
}

}  // namespace

const Node* find_anchor(const Node& document, const Node& alias) {
  const Node* found = nullptr;
  visit(document, alias, found);
  return found;
}

}  // namespace relctl::yaml
