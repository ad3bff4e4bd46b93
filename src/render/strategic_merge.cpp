// SPDX-License-Identifier: MIT
#include "render/strategic_merge.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "render/fields.hpp"
#include "render/list_merge.hpp"
#include "render/patch_directive.hpp"

namespace relctl::render {
namespace {

/// Merges one patch. `merge` gives null for what is to be removed.
class Merger final : public ItemMerger {
 public:
  Merger(Arena& arena, const Schema& schema) : arena_(arena), schema_(schema) {}

  Node* merge(Node* target, Node* patch, const Shape* shape) override {
    if (shape == nullptr) shape = shape_of(target);
    if (shape == nullptr) shape = shape_of(patch);
    const Kind kind = !is_null(target) ? target->kind : !is_null(patch) ? patch->kind : Kind::none;
    require_mergeable(target, patch, kind);
    switch (kind) {
      case Kind::none:
      case Kind::mapping:
        return merge_maps(target, patch, shape);
      case Kind::sequence:
        if (shape != nullptr && shape->merged) return merge_keyed_lists(target, patch, *shape);
        return patch != nullptr ? patch : target;
      case Kind::scalar:
        return patch != nullptr ? patch : target;
    }
    return nullptr;
  }

 private:
  /// Throws Error(input) unless both are of the kind, as far as they are there, and neither brings
  /// a schema of its own.
  void require_mergeable(Node* target, Node* patch, Kind kind) const {
    if (kind != Kind::none) {
      require_kind(arena_, target, kind);
      require_kind(arena_, patch, kind);
    }
    if (kind == Kind::scalar || is_null(target) || is_null(patch)) return;
    refuse_schema_comment(*target);
    refuse_schema_comment(*patch);
  }

  void refuse_schema_comment(const Node& node) const {
    if (!arena_.has_schema_comment(node.place)) return;
    throw Error(
        ErrorKind::input,
        "a comment here is a JSON object, which gives kustomize's merge another schema; that "
        "is not done here")
        .at(location_of(arena_, &node))
        .hint("remove the comment, or put a word before the {");
  }

  /// A map that has a kind and a version is known by them, wherever it stands.
  [[nodiscard]] const Shape* shape_of(const Node* node) const {
    if (is_null(node)) return nullptr;
    const Node* version = find(node, "apiVersion");
    const Node* kind = find(node, "kind");
    if (is_empty(version) || is_empty(kind) || version->text.empty() || kind->text.empty())
      return nullptr;
    return schema_.kind(version->text, kind->text);
  }

  Node* merge_maps(Node* target, Node* patch, const Shape* shape) {
    Node* const result = chosen_map(target, patch);
    if (result == nullptr || result->kind != Kind::mapping) return result;
    for (const std::string_view name : names_of(*result, patch)) {
      const Shape* field = shape == nullptr ? nullptr : schema_.field(*shape, name);
      Node* const old = find(result, name);
      Node* const value = merge(old, find(patch, name), field);
      if (value == nullptr || (value->tag == Tag::null && value != kept_null_)) {
        clear_field(*result, name);
      } else if (value != old) {
        set_field(arena_, *result, name, value);
        if (old == nullptr) keep_key(*result, *patch, name);
      }
    }
    return result;
  }

  /// A key that is added stays what it is in the patch: a string, or what YAML makes of it.
  static void keep_key(Node& map, const Node& patch, std::string_view name) {
    for (std::uint32_t i = 0; i < size_of(patch); ++i) {
      if (key_at(patch, i)->text == name) map.items[map.count - 2] = key_at(patch, i);
    }
  }

  /// The map that the fields are merged into; null where it goes away.
  Node* chosen_map(Node* target, Node* patch) {
    if (is_null(target)) {
      if (patch != nullptr && take_directive(arena_, *patch, false) == Directive::remove)
        return nullptr;
      // A null that the file spells out stays; one that is left empty does not.
      if (patch == nullptr && target != nullptr && !target->text.empty())
        return kept_null_ = target;
      return patch;
    }
    if (patch == nullptr) return target;
    if (patch->tag == Tag::null) return nullptr;
    switch (take_directive(arena_, *patch, true)) {
      case Directive::remove:
        return nullptr;
      case Directive::replace:
        return patch;
      case Directive::merge:
        break;
    }
    return target;
  }

  static std::vector<std::string_view> names_of(const Node& map, const Node* patch) {
    std::vector<std::string_view> names;
    for (std::uint32_t i = 0; i < size_of(map); ++i)
      names.push_back(key_at(map, i)->text);
    if (patch != nullptr && patch->kind == Kind::mapping) {
      for (std::uint32_t i = 0; i < size_of(*patch); ++i)
        names.push_back(key_at(*patch, i)->text);
    }
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    return names;
  }

  Node* merge_keyed_lists(Node* target, Node* patch, const Shape& shape) {
    Node* result = target;
    if (is_null(target)) {
      result = patch;
    } else if (patch != nullptr) {
      if (patch->tag == Tag::null) return nullptr;
      const Directive directive = take_directive(arena_, *patch, true);
      if (directive == Directive::remove) return nullptr;
      if (directive == Directive::replace) result = patch;
    }
    if (is_null(result)) return nullptr;
    return merge_lists(arena_, *this, *result, patch, shape.keys, schema_.item(shape));
  }

  Arena& arena_;
  const Schema& schema_;
  Node* kept_null_ = nullptr;  ///< the last null that stays
};

}  // namespace

Node* strategic_merge(Arena& arena, const Schema& schema, Node* target, Node* patch) {
  return Merger(arena, schema).merge(target, patch, nullptr);
}

}  // namespace relctl::render
