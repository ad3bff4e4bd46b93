// SPDX-License-Identifier: MIT
#include "demo/items.hpp"

#include <algorithm>
#include <iterator>

#include <fmt/format.h>

#include "base/replace_all.hpp"
#include "demo/problem.hpp"

namespace relctl::demo {
namespace {

constexpr std::ptrdiff_t longest_name = 100;
constexpr std::int64_t most_of_one = 1'000'000;

Problem no_such_item(std::uint64_t id) {
  return {404, fmt::format("There is no item {}.", id)};
}

/// In code points, as JSON Schema counts.
std::ptrdiff_t length(const std::string& utf8) {
  return std::count_if(utf8.begin(), utf8.end(),
                       [](char c) { return (static_cast<unsigned char>(c) & 0xc0U) != 0x80U; });
}

/// What is wrong with the value of `key`; empty where nothing is.
std::string complaint(const std::string& key, const Json& value) {
  if (key == "name") {
    if (!value.is_string()) return "must be a string";
    const auto characters = length(value.get<std::string>());
    if (characters >= 1 && characters <= longest_name) return "";
    return fmt::format("must have from 1 to {} characters", longest_name);
  }
  if (key == "quantity") {
    if (!value.is_number_integer()) return "must be a whole number";
    if (value >= 0 && value <= most_of_one) return "";
    return fmt::format("must be from 0 to {}", most_of_one);
  }
  return "is not known";
}

/// The body as an object with the members that an item may have.
Json read(const std::string& body) {
  Json value;
  try {
    value = Json::parse(body);
  } catch (const Json::parse_error& error) {
    throw Problem(400, fmt::format("The body is not JSON: it goes wrong at byte {}.", error.byte),
                  "malformed-json");
  }
  std::map<std::string, std::string> wrong;
  if (!value.is_object()) {
    wrong[""] = "must be an object";
  } else {
    for (const auto& [key, member] : value.items()) {
      const std::string said = complaint(key, member);
      if (!said.empty()) wrong['/' + replace_all(replace_all(key, "~", "~0"), "/", "~1")] = said;
    }
    if (!value.contains("name")) wrong["/name"] = "is missing";
  }
  if (wrong.empty()) return value;
  throw Problem(422, "The body does not describe an item.", "invalid-body", std::move(wrong));
}

}  // namespace

Json Items::page(std::size_t offset, std::size_t limit) const {
  const std::lock_guard lock(mutex_);
  Json list = Json::array();
  auto entry =
      std::next(items_.begin(), static_cast<std::ptrdiff_t>(std::min(offset, items_.size())));
  for (; entry != items_.end() && list.size() < limit; ++entry)
    list.push_back(entry->second);
  return {{"items", list}, {"total", items_.size()}, {"offset", offset}, {"limit", limit}};
}

Json Items::get(std::uint64_t id) const {
  const std::lock_guard lock(mutex_);
  const auto found = items_.find(id);
  if (found == items_.end()) throw no_such_item(id);
  return found->second;
}

Json Items::add(const std::string& body) {
  const Json item = read(body);
  const std::lock_guard lock(mutex_);
  if (items_.size() >= most_) {
    throw Problem(409, "There is no room: delete an item first.", "items-full");
  }
  const std::uint64_t id = ++last_id_;
  return items_[id] = {{"id", id},
                       {"name", item.at("name")},
                       {"quantity", item.value("quantity", 1)},
                       {"created", now()}};
}

void Items::remove(std::uint64_t id) {
  const std::lock_guard lock(mutex_);
  if (items_.erase(id) == 0) throw no_such_item(id);
}

std::size_t Items::count() const {
  const std::lock_guard lock(mutex_);
  return items_.size();
}

}  // namespace relctl::demo
