// SPDX-License-Identifier: MIT
#include "demo/items.hpp"

#include <algorithm>
#include <iterator>

#include "demo/clock.hpp"

namespace relctl::demo {

Page Items::page(std::size_t offset, std::size_t limit) const {
  const std::lock_guard lock(mutex_);
  Page page{.items = {}, .total = items_.size()};
  if (offset >= items_.size()) return page;
  auto entry = std::next(items_.begin(), static_cast<std::ptrdiff_t>(offset));
  for (; entry != items_.end() && page.items.size() < limit; ++entry) {
    page.items.push_back(entry->second);
  }
  return page;
}

std::optional<Item> Items::find(std::uint64_t id) const {
  const std::lock_guard lock(mutex_);
  const auto found = items_.find(id);
  if (found == items_.end()) return std::nullopt;
  return found->second;
}

std::optional<Item> Items::add(const NewItem& item) {
  const std::lock_guard lock(mutex_);
  if (items_.size() >= most_) return std::nullopt;
  const Item added{
      .id = ++last_id_, .name = item.name, .quantity = item.quantity, .created = now()};
  items_.emplace(added.id, added);
  return added;
}

bool Items::remove(std::uint64_t id) {
  const std::lock_guard lock(mutex_);
  return items_.erase(id) > 0;
}

std::size_t Items::count() const {
  const std::lock_guard lock(mutex_);
  return items_.size();
}

}  // namespace relctl::demo
