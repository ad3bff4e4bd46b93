// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/error.hpp"

namespace relctl::edit {

/// Selects the item of a list whose member `key` is `value`: `[name=web]`.
struct Selector {
  std::string key;
  std::string value;
  bool operator==(const Selector&) const = default;
};

/// One step of a key path: a member name, a list index, or a selector.
using KeyStep = std::variant<std::string, std::size_t, Selector>;

/// Parses `a.b[0].c`, `a[name=x].image`, `"dotted.key".b`. A name with `.`, `[`, `]`, `=`, quotes
/// or spaces around it is written in double quotes, where `\"` and `\\` stand for `"` and `\`; so
/// is the key or value of a selector (`[name="a]b"]`). A path may start with `[`. Throws
/// Error(input) naming the fault and its column.
std::vector<KeyStep> parse_key_path(std::string_view text);

/// The Error(input) of a selector in `key_path` that fits more than one item of a list.
Error ambiguous_selector(std::string_view key_path, const Selector& selector);

/// The item of `list` that `selector` selects; null where none fits. Throws ambiguous_selector.
template <typename Node, typename TextOf>
const Node* select_item(const Node& list, const Selector& selector, std::string_view key_path,
                        const TextOf& text_of) {
  const Node* found = nullptr;
  for (const Node& item : list.items) {
    const Node* member = item.find(selector.key);
    if (member == nullptr || text_of(*member) != selector.value) continue;
    if (found != nullptr) throw ambiguous_selector(key_path, selector);
    found = &item;
  }
  return found;
}

/// The node below `root` at `key_path`; null where there is none. A Node has `items`, those of a
/// list, and `find(name)`, a member of a map or null; `text_of(node)` is the text of a scalar that
/// a selector may compare, nothing for other nodes. Throws as parse_key_path, and Error(input) for
/// a selector that fits several items.
template <typename Node, typename TextOf>
const Node* find_node(const Node& root, std::string_view key_path, const TextOf& text_of) {
  const Node* node = &root;
  for (const KeyStep& step : parse_key_path(key_path)) {
    if (const auto* name = std::get_if<std::string>(&step)) {
      node = node->find(*name);
    } else if (const auto* index = std::get_if<std::size_t>(&step)) {
      node = *index < node->items.size() ? &node->items[*index] : nullptr;
    } else {
      node = select_item(*node, std::get<Selector>(step), key_path, text_of);
    }
    if (node == nullptr) return nullptr;
  }
  return node;
}

}  // namespace relctl::edit
