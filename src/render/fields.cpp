// SPDX-License-Identifier: MIT
#include "render/fields.hpp"

#include <string>

#include "render/scalar.hpp"

namespace relctl::render {

bool is_null(const Node* node) {
  return node == nullptr || node->tag == Tag::null;
}

bool is_empty(const Node* node) {
  if (is_null(node)) return true;
  if (node->kind == Kind::mapping || node->kind == Kind::sequence) return node->count == 0;
  return node->kind == Kind::none;
}

std::string_view text_of(const Node* node) {
  return is_null(node) ? "" : node->text;
}

Node* find(const Node* node, std::string_view name) {
  if (node == nullptr || node->kind != Kind::mapping) return nullptr;
  for (std::uint32_t i = 0; i + 1 < node->count; i += 2) {
    if (node->items[i]->text == name) return node->items[i + 1];
  }
  return nullptr;
}

Node* find_path(const Node* node, std::initializer_list<std::string_view> path) {
  Node* found = nullptr;
  for (const std::string_view name : path) {
    found = find(node, name);
    if (found == nullptr) return nullptr;
    node = found;
  }
  return found;
}

Node* get(const Arena& arena, Node* node, std::string_view name) {
  if (is_null(node)) return nullptr;
  require_kind(arena, node, Kind::mapping);
  return find(node, name);
}

Node* get_or_make(Arena& arena, Node* node, std::initializer_list<std::string_view> path,
                  Kind kind) {
  std::size_t left = path.size();
  for (const std::string_view name : path) {
    --left;
    if (is_null(node)) return nullptr;
    Node* child = get(arena, node, name);
    if (child == nullptr) {
      child = arena.make(left == 0 ? kind : Kind::mapping);
      set_field(arena, *node, name, child);
    }
    node = child;
  }
  return node;
}

namespace {

/// kustomize quotes a text that YAML 1.1 would take for another type before it writes it.
void quote_if_ambiguous(Node& value) {
  const bool string = value.tag == Tag::none || value.tag == Tag::string;
  if (value.kind == Kind::scalar && string && value.style == Style::plain &&
      is_other_type_in_yaml_1_1(value.text)) {
    value.style = Style::double_quoted;
  }
}

}  // namespace

void set_field(Arena& arena, Node& mapping, std::string_view name, Node* value) {
  if (value != nullptr) quote_if_ambiguous(*value);
  if (value == nullptr || value->tag == Tag::null) {
    require_kind(arena, &mapping, Kind::mapping);
    clear_field(mapping, name);
    return;
  }
  if (Node* old = get(arena, &mapping, name)) {
    value->style = old->style;
    if (old != value) *old = *value;
    return;
  }
  arena.append(mapping, arena.scalar(name));
  arena.append(mapping, value);
}

void set_scalar(const Arena& arena, Node& scalar, Node& value) {
  require_kind(arena, &scalar, Kind::scalar);
  if (is_null(&value)) return;
  value.style = scalar.style;
  scalar = value;
}

void clear_field(Node& mapping, std::string_view name) {
  for (std::uint32_t i = 0; i + 1 < mapping.count; i += 2) {
    if (mapping.items[i]->text != name) continue;
    for (std::uint32_t j = i; j + 2 < mapping.count; ++j)
      mapping.items[j] = mapping.items[j + 2];
    mapping.count -= 2;
    return;
  }
}

void require_kind(const Arena& arena, const Node* node, Kind kind) {
  if (is_null(node) || node->kind == kind) return;
  throw Error(ErrorKind::input, "there is a " + std::string(name_of(node->kind)) + " where a " +
                                    std::string(name_of(kind)) + " is expected")
      .at(location_of(arena, node));
}

std::string_view name_of(Kind kind) {
  switch (kind) {
    case Kind::mapping:
      return "map";
    case Kind::sequence:
      return "list";
    case Kind::scalar:
      return "scalar";
    case Kind::none:
      break;
  }
  return "value without content";
}

Location location_of(const Arena& arena, const Node* node) {
  if (node == nullptr) return {};
  return arena.location(node->place);
}

Error in_whole_file(const Arena& arena, std::uint16_t file, const Error& error) {
  Error placed(error.kind(), error.what());
  if (const auto& where = error.where()) {
    Location location = arena.location({static_cast<std::uint32_t>(where->line),
                                        static_cast<std::uint32_t>(where->column), file, 0});
    location.excerpt = where->excerpt;
    placed.at(std::move(location));
  }
  for (const std::string& hint : error.hints())
    placed.hint(hint);
  return placed;
}

}  // namespace relctl::render
