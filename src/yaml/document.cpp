// SPDX-License-Identifier: MIT
#include "yaml/document.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "edit/key_path.hpp"
#include "edit/utf8.hpp"
#include "yaml/anchor.hpp"

namespace relctl::yaml {
namespace {

std::optional<std::string_view> text_of(const Node& node) {
  if (node.kind != Kind::scalar) return std::nullopt;
  return node.value;
}

/// The first document with a node at `key_path`, and that node; two null pointers without one.
std::pair<const Node*, const Node*> find_in(const Stream& stream, std::string_view key_path) {
  for (const Node& document : stream.documents) {
    if (const Node* node = find(document, key_path)) return {&document, node};
  }
  return {nullptr, nullptr};
}

}  // namespace

const Node* Node::find(std::string_view name) const {
  const auto entry = std::find_if(entries.begin(), entries.end(), [&](const Entry& candidate) {
    return candidate.key.kind == Kind::scalar && candidate.key.value == name;
  });
  return entry == entries.end() ? nullptr : &entry->value;
}

std::optional<std::string> Node::text(std::string_view name) const {
  const Node* node = find(name);
  if (node == nullptr || node->kind != Kind::scalar || node->is_null()) return std::nullopt;
  return node->value;
}

bool Node::is_null() const {
  return kind == Kind::scalar && style == Style::plain && tag.empty() &&
         (value.empty() || value == "~" || value == "null" || value == "Null" || value == "NULL");
}

const Node* find(const Node& root, std::string_view key_path) {
  return edit::find_node(root, key_path, text_of);
}

std::optional<std::string> get(std::string_view text, std::string_view file,
                               std::string_view key_path) {
  const Stream stream = parse(text, file);
  auto [document, node] = find_in(stream, key_path);
  if (node != nullptr && node->kind == Kind::alias) node = find_anchor(*document, *node);
  if (node == nullptr || node->kind != Kind::scalar || node->is_null()) return std::nullopt;
  return node->value;
}

std::string set(std::string_view text, std::string_view file, std::string_view key_path,
                std::string_view value) {
  const Stream stream = parse(text, file);
  const Node* node = find_in(stream, key_path).second;
  if (node == nullptr) {
    throw Error(ErrorKind::input, fmt::format("there is no '{}'", key_path))
        .at({std::string(file), 0, 0, {}})
        .hint("add the key with any value, or name another one");
  }
  return replace(stream, *node, value);
}

}  // namespace relctl::yaml
