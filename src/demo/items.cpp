// SPDX-License-Identifier: MIT
#include "demo/items.hpp"

#include <algorithm>
#include <iterator>

#include <fmt/format.h>

#include "demo/log.hpp"
#include "demo/problem.hpp"

namespace relctl::demo {
namespace {

Json parse(const std::string& body) {
  try {
    return Json::parse(body);
  } catch (const Json::parse_error& error) {
    throw Problem(400, fmt::format("The body is not JSON: it goes wrong at byte {}.", error.byte),
                  "malformed-json");
  }
}

std::size_t characters(const std::string& utf8) {
  return static_cast<std::size_t>(std::count_if(utf8.begin(), utf8.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xc0U) != 0x80U;
  }));
}

std::string pointer(const std::string& key) {
  std::string escaped = "/";
  for (const char c : key) {
    if (c == '~') {
      escaped += "~0";
    } else if (c == '/') {
      escaped += "~1";
    } else {
      escaped += c;
    }
  }
  return escaped;
}

/// What is wrong with the value of `key`; empty where nothing is, and `item` has it then.
std::string take(NewItem& item, const std::string& key, const Json& value) {
  if (key == "name") {
    if (!value.is_string()) return "must be a string";
    item.name = value.get<std::string>();
    const std::size_t length = characters(item.name);
    if (length >= 1 && length <= NewItem::longest_name) return "";
    return fmt::format("must have from 1 to {} characters", NewItem::longest_name);
  }
  if (key == "quantity") {
    if (!value.is_number_integer()) return "must be a whole number";
    const bool fits = value >= 0 && value <= NewItem::most;
    if (fits) item.quantity = value.get<std::int64_t>();
    return fits ? "" : fmt::format("must be from 0 to {}", NewItem::most);
  }
  return "is not known";
}

}  // namespace

NewItem read_new_item(const std::string& body) {
  const Json value = parse(body);
  std::vector<Complaint> complaints;
  NewItem item;
  if (!value.is_object()) {
    complaints.push_back({"", "must be an object"});
  } else {
    for (const auto& [key, member] : value.items()) {
      const std::string wrong = take(item, key, member);
      if (!wrong.empty()) complaints.push_back({pointer(key), wrong});
    }
    if (!value.contains("name")) complaints.push_back({"/name", "is missing"});
  }
  if (!complaints.empty()) {
    throw Problem(422, "The body does not describe an item.", "invalid-body",
                  std::move(complaints));
  }
  return item;
}

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
