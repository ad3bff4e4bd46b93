// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "tree/tree.hpp"

namespace relctl::git {

/// A tree object as git stores it, with its entries found: nothing is copied but its bytes.
class RawTree {
 public:
  /// Throws Error(system) for bytes that are no tree; `id` is what it calls them.
  RawTree(const ObjectId& id, std::string bytes);
  RawTree(const RawTree&) = delete;
  RawTree& operator=(const RawTree&) = delete;

  [[nodiscard]] std::optional<Entry> find(std::string_view name) const;
  /// In byte order of names.
  [[nodiscard]] std::vector<Entry> list() const;
  /// The memory that it takes, in bytes.
  [[nodiscard]] std::size_t size() const;

 private:
  struct Item {
    std::string_view name;
    Mode mode;
    std::string_view id;  ///< 20 bytes
  };
  static Entry entry_of(const Item& item);

  std::string bytes_;
  std::vector<Item> items_;
};

/// The trees that were read last, by object id: those of one commit are mostly those of the next.
/// What was not asked for since the younger half filled up is forgotten.
class RawTrees {
 public:
  /// Keeps at most about `most` bytes.
  explicit RawTrees(std::size_t most = std::size_t{32} << 20) : most_(most / 2) {}

  /// Nothing where the tree is not kept.
  std::shared_ptr<const RawTree> find(const ObjectId& id);
  void keep(const ObjectId& id, std::shared_ptr<const RawTree> tree);

 private:
  using Half = std::unordered_map<ObjectId, std::shared_ptr<const RawTree>, ObjectIdHash>;

  std::size_t most_;  ///< bytes of a half
  std::size_t size_ = 0;
  Half young_;
  Half old_;
};

}  // namespace relctl::git
