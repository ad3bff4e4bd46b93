// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace relctl::render {

/// What a node is; `none` is a node without content, as kustomize makes of a deleted object.
enum class Kind : std::uint8_t { none, mapping, sequence, scalar };

/// The type of a node as go-yaml v3 names it. A parsed scalar always has one; one that a
/// transformer wrote may have none, and is then what a plain scalar of its text would be.
enum class Tag : std::uint8_t {
  none,
  null,
  boolean,
  integer,
  floating,
  string,
  timestamp,
  binary,
  merge,
  mapping,
  sequence,
  other,  ///< of the user's own; read as a string
};

/// How a scalar was written. It decides whether a text without a tag is a string.
enum class Style : std::uint8_t { plain, single_quoted, double_quoted, literal, folded };

/// Where a value comes from. `file` and `setter` are numbers in the arena's tables; lines and
/// columns start at 1, 0 is unknown.
struct Place {
  std::uint32_t line = 0;
  std::uint32_t column = 0;
  std::uint16_t file = 0;
  std::uint16_t setter = 0;  ///< who set the value last; 0 is the file itself
  bool operator==(const Place&) const = default;
};

/// One value of an object. A mapping holds its keys and values in turn, as `items`. Nodes live in
/// an Arena; several parents may hold one node, and a change of it is seen by all of them, as in
/// kustomize, whose output depends on it.
struct Node {
  std::string_view text;  ///< of a scalar, decoded
  Node** items = nullptr;
  std::uint32_t count = 0;
  std::uint32_t capacity = 0;
  Kind kind = Kind::none;
  Tag tag = Tag::none;
  Style style = Style::plain;
  bool tagged = false;  ///< the tag stands in the source
  bool flow = false;    ///< stands inside of `[]` or `{}`
  Place place;

  [[nodiscard]] std::span<Node* const> children() const { return {items, count}; }
};

/// How deep maps and lists may be nested.
inline constexpr std::size_t depth_limit = 1000;

/// The number of keys of a mapping.
inline std::uint32_t size_of(const Node& mapping) {
  return mapping.count / 2;
}
inline Node* key_at(const Node& mapping, std::uint32_t i) {
  return mapping.items[std::size_t{2} * i];
}
inline Node* value_at(const Node& mapping, std::uint32_t i) {
  return mapping.items[std::size_t{2} * i + 1];
}

}  // namespace relctl::render
