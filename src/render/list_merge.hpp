// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "render/arena.hpp"
#include "render/node.hpp"
#include "render/schema.hpp"

namespace relctl::render {

/// Merges what two lists hold for one key.
class ItemMerger {
 public:
  ItemMerger() = default;
  ItemMerger(const ItemMerger&) = delete;
  ItemMerger& operator=(const ItemMerger&) = delete;
  virtual ~ItemMerger() = default;

  /// The merged item; null where it is to be removed.
  virtual Node* merge(Node* target, Node* patch, const Shape* shape) = 0;
};

/// Merges `patch`, which may be null, into the list `target` by `keys`, or by value where there are
/// none: the patch's items come first, in its order. What kustomize loses of items without their
/// keys is lost here too.
Node* merge_lists(Arena& arena, ItemMerger& merger, Node& target, Node* patch,
                  const std::vector<std::string>& keys, const Shape* item);

/// Puts `item` in the place of each item whose fields `keys` have `values`, or at the end; null
/// removes them. Empty items go away on the way. The key "" stands for the item's own value.
void set_item(Arena& arena, Node& list, const std::vector<std::string_view>& keys,
              const std::vector<std::string>& values, Node* item);

}  // namespace relctl::render
