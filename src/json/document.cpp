// SPDX-License-Identifier: MIT
#include "json/document.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "edit/key_path.hpp"
#include "json/reader.hpp"

namespace relctl::json {
namespace {

std::optional<std::string_view> text_of(const Value& value) {
  if (value.kind != Kind::string) return std::nullopt;
  return value.text;
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
  return edit::find_node(root, key_path, text_of);
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
