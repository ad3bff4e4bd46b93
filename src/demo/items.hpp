// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "demo/log.hpp"

namespace relctl::demo {

/// The items, in memory and bounded, as the JSON that clients see. Any thread may use it.
class Items {
 public:
  explicit Items(std::size_t most) : most_(most) {}

  /// `limit` items from `offset` on, in the order in which they were added, and how many there are.
  [[nodiscard]] Json page(std::size_t offset, std::size_t limit) const;
  /// Throws Problem 404 where there is no such item.
  [[nodiscard]] Json get(std::uint64_t id) const;
  /// The item that a request's body describes, added; an id is never given twice. Throws Problem:
  /// 400 where the body is not JSON, 422 with everything that is wrong where it is not an item, 409
  /// where there is no room.
  Json add(const std::string& body);
  /// Throws Problem 404 where there is no such item.
  void remove(std::uint64_t id);
  [[nodiscard]] std::size_t count() const;

 private:
  std::size_t most_;
  mutable std::mutex mutex_;
  std::uint64_t last_id_ = 0;
  std::map<std::uint64_t, Json> items_;
};

}  // namespace relctl::demo
