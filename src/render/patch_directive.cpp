// SPDX-License-Identifier: MIT
#include "render/patch_directive.hpp"

#include <optional>
#include <string>

#include "base/error.hpp"
#include "render/fields.hpp"
#include "render/list_merge.hpp"

namespace relctl::render {
namespace {

constexpr std::string_view directive_key = "$patch";

std::optional<Directive> directive_named(std::string_view word) {
  if (word == "delete") return Directive::remove;
  if (word == "replace") return Directive::replace;
  if (word == "merge") return Directive::merge;
  return std::nullopt;
}

/// The directive's value; null where there is none.
const Node* value_in(const Node& patch) {
  if (patch.kind == Kind::mapping) return find(&patch, directive_key);
  for (const Node* item : patch.children()) {
    const Node* value = find(item, directive_key);
    if (value != nullptr) return size_of(*item) > 1 ? nullptr : value;
  }
  return nullptr;
}

}  // namespace

Directive take_directive(Arena& arena, Node& patch, bool strict) {
  if (patch.kind != Kind::mapping && patch.kind != Kind::sequence) {
    if (!strict) return Directive::merge;
    throw Error(ErrorKind::input, "a scalar cannot be merged here").at(location_of(arena, &patch));
  }
  const Node* value = value_in(patch);
  if (value == nullptr) return Directive::merge;
  const std::string word(value->text);
  const auto directive = directive_named(word);
  if (!directive) {
    if (!strict) return Directive::merge;
    throw Error(ErrorKind::input, "unknown patch strategy '" + word + "'")
        .at(location_of(arena, value))
        .hint("$patch is delete, replace or merge");
  }
  if (patch.kind == Kind::mapping) {
    clear_field(patch, directive_key);
  } else {
    set_item(arena, patch, {std::string_view(directive_key)}, {word}, nullptr);
  }
  return *directive;
}

}  // namespace relctl::render
