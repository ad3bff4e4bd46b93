// SPDX-License-Identifier: MIT
#include "render/json_patch.hpp"

#include <algorithm>
#include <optional>

#include "base/error.hpp"
#include "render/decoder.hpp"
#include "render/fields.hpp"
#include "render/go_numbers.hpp"
#include "render/json_nodes.hpp"
#include "render/scalar.hpp"

namespace relctl::render {
namespace {

[[noreturn]] void fail_operation(const Arena& arena, const PatchOperation& operation,
                                 const std::string& fault) {
  throw Error(ErrorKind::input, operation.op + " " + operation.path + ": " + fault)
      .at(location_of(arena, operation.node));
}

/// A plain scalar of a patch has the type that YAML 1.1 gives it.
void resolve_as_yaml_1_1(Arena& arena, Node& node) {
  for (Node* child : node.children())
    resolve_as_yaml_1_1(arena, *child);
  // A patch becomes JSON at once, without being written as YAML before.
  if (node.style == Style::folded) node.style = Style::literal;
  node.flow = false;
  if (node.kind != Kind::scalar) return;
  if (node.style == Style::plain && !node.tagged) {
    const Meaning meaning = meaning_in_yaml_1_1(node.text);
    node.tag = meaning.tag;
    if (meaning.tag == Tag::boolean) node.text = meaning.truth ? "true" : "false";
  }
  // Version 2 leaves times as they are written.
  if (node.tag == Tag::timestamp) node.tag = Tag::string;
}

std::string decode_pointer(std::string_view part) {
  std::string result;
  for (std::size_t i = 0; i < part.size(); ++i) {
    const bool escape =
        part[i] == '~' && i + 1 < part.size() && (part[i + 1] == '0' || part[i + 1] == '1');
    result += escape ? (part[++i] == '0' ? '~' : '/') : part[i];
  }
  return result;
}

/// Carries out one operation after the other.
class Patcher {
 public:
  Patcher(Arena& arena, Node* root) : arena_(arena), root_(root) {}

  void apply(const PatchOperation& operation) {
    if (operation.op == "add") {
      add(operation, require(operation, operation.path), copy(operation.value));
    } else if (operation.op == "remove") {
      take(operation, require(operation, operation.path));
    } else if (operation.op == "replace") {
      replace(operation);
    } else if (operation.op == "move") {
      Node* value = take(operation, require(operation, operation.from));
      add(operation, require(operation, operation.path), value);
    } else if (operation.op == "copy") {
      Node* value = copy(value_of(operation, require(operation, operation.from)));
      add(operation, require(operation, operation.path), value);
    } else if (operation.op == "test") {
      test(operation);
    } else {
      fail_operation(arena_, operation, "\"" + operation.op + "\" is no operation of a JSON patch");
    }
  }

  [[nodiscard]] Node* root() const { return root_; }

 private:
  /// A collection and the key or index in it that a path ends with.
  struct Spot {
    Node* parent = nullptr;
    std::string key;
  };

  [[nodiscard]] Spot locate(std::string_view path) const {
    std::vector<std::string> parts;
    for (std::size_t start = 0; start <= path.size();) {
      const std::size_t end = std::min(path.find('/', start), path.size());
      parts.push_back(decode_pointer(path.substr(start, end - start)));
      start = end + 1;
    }
    if (parts.size() < 2) return {};
    Node* node = root_;
    for (std::size_t i = 1; i + 1 < parts.size() && node != nullptr; ++i) {
      node = child(*node, parts[i]);
      if (node != nullptr && node->kind == Kind::scalar) node = nullptr;
    }
    return {node, parts.back()};
  }

  [[nodiscard]] Spot require(const PatchOperation& operation, const std::string& path) const {
    Spot spot = locate(path);
    if (spot.parent == nullptr)
      fail_operation(arena_, operation, "the object has nothing to go through at this path");
    return spot;
  }

  /// The item that an index means; nothing beyond the list.
  static std::optional<std::size_t> index_in(const std::string& key, std::size_t size) {
    const auto index = parse_int(key, 10);
    if (!index) return std::nullopt;
    const std::int64_t from_start = *index < 0 ? *index + static_cast<std::int64_t>(size) : *index;
    if (from_start < 0 || from_start >= static_cast<std::int64_t>(size)) return std::nullopt;
    return static_cast<std::size_t>(from_start);
  }

  /// The value there; null where there is none, or null.
  static Node* child(const Node& parent, const std::string& key) {
    Node* found = nullptr;
    if (parent.kind == Kind::mapping) {
      found = find(&parent, key);
    } else if (const auto index = index_in(key, parent.count)) {
      found = parent.items[*index];
    }
    return is_null(found) ? nullptr : found;
  }

  Node* value_of(const PatchOperation& operation, const Spot& spot) const {
    if (spot.parent->kind == Kind::sequence && !index_in(spot.key, spot.parent->count))
      fail_operation(arena_, operation, "there is no item " + spot.key);
    return child(*spot.parent, spot.key);
  }

  Node* or_null(Node* value) { return value != nullptr ? value : arena_.scalar("null", Tag::null); }

  Node* copy(const Node* value) { return value == nullptr ? nullptr : arena_.copy(value); }

  void set_key(Node& mapping, const std::string& key, Node* value) {
    for (std::uint32_t i = 0; i < size_of(mapping); ++i) {
      if (key_at(mapping, i)->text != key) continue;
      mapping.items[2 * i + 1] = or_null(value);
      return;
    }
    arena_.append(mapping, arena_.scalar(arena_.keep(key), Tag::string, Style::double_quoted));
    arena_.append(mapping, or_null(value));
  }

  void add(const PatchOperation& operation, const Spot& spot, Node* value) {
    Node& parent = *spot.parent;
    if (parent.kind == Kind::mapping) {
      set_key(parent, spot.key, value);
      return;
    }
    const auto index = spot.key == "-" ? std::optional<std::size_t>(parent.count)
                                       : index_in(spot.key, std::size_t{parent.count} + 1);
    if (!index) fail_operation(arena_, operation, "there is no place " + spot.key + " in the list");
    arena_.append(parent, or_null(value));
    std::rotate(parent.items + *index, parent.items + parent.count - 1,
                parent.items + parent.count);
  }

  Node* take(const PatchOperation& operation, const Spot& spot) {
    Node& parent = *spot.parent;
    Node* const value = value_of(operation, spot);
    if (parent.kind == Kind::mapping) {
      if (find(&parent, spot.key) == nullptr)
        fail_operation(arena_, operation, "there is no key \"" + spot.key + "\" to take away");
      clear_field(parent, spot.key);
      return value;
    }
    const std::size_t index = *index_in(spot.key, parent.count);
    std::copy(parent.items + index + 1, parent.items + parent.count, parent.items + index);
    --parent.count;
    return value;
  }

  void replace(const PatchOperation& operation) {
    if (operation.path.empty()) {
      if (operation.value == nullptr || operation.value->kind == Kind::scalar)
        fail_operation(arena_, operation, "the object can be replaced by a map alone");
      root_ = copy(operation.value);
      return;
    }
    const Spot spot = require(operation, operation.path);
    if (spot.parent->kind == Kind::mapping) {
      set_key(*spot.parent, spot.key, copy(operation.value));
      return;
    }
    static_cast<void>(value_of(operation, spot));
    spot.parent->items[*index_in(spot.key, spot.parent->count)] = or_null(copy(operation.value));
  }

  void test(const PatchOperation& operation) {
    const Node* present =
        operation.path.empty() ? root_ : value_of(operation, require(operation, operation.path));
    if (!equal(present, operation.value))
      fail_operation(arena_, operation, "the object has another value");
  }

  static bool equal(const Node* left, const Node* right) {
    if (is_null(left) || is_null(right)) return is_null(left) && is_null(right);
    if (left->kind != right->kind || left->count != right->count) return false;
    if (left->kind == Kind::scalar) return left->tag == right->tag && left->text == right->text;
    if (left->kind == Kind::sequence) {
      return std::equal(left->items, left->items + left->count, right->items,
                        [](const Node* a, const Node* b) { return equal(a, b); });
    }
    for (std::uint32_t i = 0; i < size_of(*left); ++i) {
      const Node* other = find(right, key_at(*left, i)->text);
      if (other == nullptr || !equal(value_at(*left, i), other)) return false;
    }
    return true;
  }

  Arena& arena_;
  Node* root_;
};

PatchOperation read_operation(Arena& arena, const Node& node) {
  PatchOperation operation;
  operation.node = &node;
  const Decoder decoder(arena, Decoder::Dialect::kustomization);
  require_kind(arena, &node, Kind::mapping);
  for (std::uint32_t i = 0; i < size_of(node); ++i) {
    const std::string_view name = key_at(node, i)->text;
    const Node& value = *value_at(node, i);
    if (name == "op") operation.op = decoder.string(value);
    if (name == "path") operation.path = decoder.string(value);
    if (name == "from") operation.from = decoder.string(value);
    if (name == "value") {
      Node* typed = arena.copy(&value);
      resolve_as_yaml_1_1(arena, *typed);
      operation.value = is_null(typed) ? nullptr : to_json(arena, *typed);
    }
  }
  if (find(&node, "path") == nullptr) fail_operation(arena, operation, "the operation has no path");
  return operation;
}

}  // namespace

std::vector<PatchOperation> read_operations(Arena& arena, const Node& list) {
  std::vector<PatchOperation> operations;
  for (const Node* item : list.children())
    operations.push_back(read_operation(arena, *item));
  return operations;
}

Node* apply_operations(Arena& arena, Node* object, const std::vector<PatchOperation>& operations) {
  Patcher patcher(arena, object);
  for (const PatchOperation& operation : operations)
    patcher.apply(operation);
  return patcher.root();
}

}  // namespace relctl::render
