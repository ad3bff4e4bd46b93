// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace relctl::demo {

/// What a client says about an item.
struct NewItem {
  static constexpr std::size_t longest_name = 100;
  static constexpr std::int64_t most = 1'000'000;

  std::string name;
  std::int64_t quantity = 1;
};

/// The item that a request's body describes. Throws Problem: 400 where it is not JSON, 422 with
/// everything that is wrong where it is not an item.
NewItem read_new_item(const std::string& body);

struct Item {
  std::uint64_t id = 0;
  std::string name;
  std::int64_t quantity = 1;
  /// RFC 3339, in UTC.
  std::string created;
};

/// One page of the items, and how many there are in all.
struct Page {
  std::vector<Item> items;
  std::size_t total = 0;
};

/// The items, in memory and bounded. Any thread may use it.
class Items {
 public:
  explicit Items(std::size_t most) : most_(most) {}

  /// In the order in which they were added.
  [[nodiscard]] Page page(std::size_t offset, std::size_t limit) const;
  [[nodiscard]] std::optional<Item> find(std::uint64_t id) const;
  /// Nothing where there is no room; an id is never given twice.
  std::optional<Item> add(const NewItem& item);
  /// Whether it was there.
  bool remove(std::uint64_t id);
  [[nodiscard]] std::size_t count() const;

 private:
  std::size_t most_;
  mutable std::mutex mutex_;
  std::uint64_t last_id_ = 0;
  std::map<std::uint64_t, Item> items_;
};

}  // namespace relctl::demo
