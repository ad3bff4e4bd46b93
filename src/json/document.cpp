// SPDX-License-Identifier: MIT
#include "json/document.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "edit/key_path.hpp"
#include "json/reader.hpp"

namespace relctl::json {
namespace {

bool fits(const Value& item, const edit::Selector& selector) {
  const Value* member = item.find(selector.key);
  return member != nullptr && member->kind == Kind::string && member->text == selector.value;
}

const Value* select(const Value& array, const edit::Selector& selector, std::string_view key_path) {
  const Value* found = nullptr;
  for (const Value& item : array.items) {
    if (!fits(item, selector)) continue;
    if (found != nullptr) {
      throw Error(ErrorKind::input, fmt::format("'{}' fits more than one item: [{}={}]", key_path,
                                                selector.key, selector.value))
          .hint("select by a key whose value is unique, or by index");
    }
    found = &item;
  }
  return found;
}

const Value* follow(const Value& value, const edit::KeyStep& step, std::string_view key_path) {
  if (const auto* name = std::get_if<std::string>(&step)) return value.find(*name);
  if (const auto* index = std::get_if<std::size_t>(&step)) {
    return *index < value.items.size() ? &value.items[*index] : nullptr;
  }
  return select(value, std::get<edit::Selector>(step), key_path);
}

}  // namespace

const Value* Value::find(std::string_view name) const {
  const auto member = std::find_if(members.begin(), members.end(),
                                   [&](const Member& candidate) { return candidate.name == name; });
  return member == members.end() ? nullptr : &member->value;
}

Value parse(std::string_view text, std::string_view file) {
  return Reader(text, file).read_document();
}

const Value* find(const Value& root, std::string_view key_path) {
  const Value* value = &root;
  for (const edit::KeyStep& step : edit::parse_key_path(key_path)) {
    value = follow(*value, step, key_path);
    if (value == nullptr) return nullptr;
  }
  return value;
}

std::optional<std::string> get(std::string_view text, std::string_view file,
                               std::string_view key_path) {
  const Value root = parse(text, file);
  const Value* value = find(root, key_path);
  if (value == nullptr || value->kind != Kind::string) return std::nullopt;
  return value->text;
}

std::string set(std::string_view text, std::string_view file, std::string_view key_path,
                std::string_view replacement) {
  const Value root = parse(text, file);
  const Value* value = find(root, key_path);
  if (value == nullptr) {
    throw Error(ErrorKind::input, fmt::format("there is no '{}'", key_path))
        .at({std::string(file), 0, 0, {}})
        .hint("add the member with any string, or name another one");
  }
  return replace(text, file, *value, replacement);
}

}  // namespace relctl::json
