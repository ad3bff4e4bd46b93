// SPDX-License-Identifier: MIT
#include "render/difference.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "render/base64.hpp"
#include "render/fields.hpp"
#include "render/printer.hpp"

namespace relctl::render {

std::string ObjectName::text() const {
  return ns.empty() ? fmt::format("{} {}", kind, name) : fmt::format("{} {}/{}", kind, ns, name);
}

namespace {

/// Keys that tell the items of a list apart, the most telling first.
constexpr std::array<std::string_view, 8> item_keys = {"name", "key",  "mountPath", "containerPort",
                                                       "port", "host", "path",      "topologyKey"};
/// A shorter text is no secret that could be told from others.
constexpr std::size_t shortest_secret = 8;

ObjectName name_of_object(const Object& object) {
  const Id& id = object.id();
  return {id.gvk.api_version(), id.gvk.kind, id.ns, id.name};
}

/// Group, kind, namespace, name without the hash, and whether there is a hash.
using ObjectKey = std::tuple<std::string, std::string, std::string, std::string, bool>;

ObjectKey key_of_object(const Object& object) {
  const Id& id = object.id();
  const bool hashed = object.notes.needs_hash && !object.notes.former_names.empty();
  return {id.gvk.group, id.gvk.kind, std::string(id.effective_ns()),
          hashed ? object.notes.former_names.back().name : id.name, hashed};
}

/// A scalar as YAML in one line, so that "1" and 1 differ; text of several lines as it is.
std::string shown_scalar(const Arena& arena, Node& value) {
  constexpr std::size_t never_folded = 70;
  if (value.text.find('\n') != std::string_view::npos || value.text.size() > never_folded)
    return std::string(value.text);
  Node key;
  key.kind = Kind::scalar;
  key.tag = Tag::string;
  key.text = "v";
  std::array<Node*, 2> items = {&key, &value};
  Node mapping;
  mapping.kind = Kind::mapping;
  mapping.items = items.data();
  mapping.count = mapping.capacity = 2;
  std::string out;
  print(arena, mapping, out);
  return out.substr(3, out.size() - 4);
}

/// One name of a key path.
std::string quoted_step(std::string_view name) {
  const bool is_plain = !name.empty() && name.find_first_of(".[]=\"\\ ") == std::string_view::npos;
  if (is_plain) return std::string(name);
  std::string out = "\"";
  for (const char c : name) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + '"';
}

std::string below(const std::string& path, std::string_view name) {
  return path.empty() ? quoted_step(name) : path + '.' + quoted_step(name);
}

/// True when each item of both lists is a map with a scalar of its own at `key`.
bool tells_apart(const Node* list, std::string_view key) {
  if (list == nullptr) return true;
  std::set<std::string_view> seen;
  return std::all_of(list->children().begin(), list->children().end(), [&](const Node* item) {
    const Node* value = item->kind == Kind::mapping ? find(item, key) : nullptr;
    return value != nullptr && value->kind == Kind::scalar && seen.insert(value->text).second;
  });
}

/// Adds the texts in the map `field` of a Secret, as they are and decoded.
void add_secrets(const Object& object, std::string_view field,
                 std::set<std::string, std::less<>>& secrets) {
  const auto add = [&](std::string_view text) {
    if (text.size() >= shortest_secret) secrets.emplace(text);
  };
  const Node* map = find(object.root(), field);
  if (map == nullptr || map->kind != Kind::mapping) return;
  for (std::uint32_t i = 0; i < size_of(*map); ++i) {
    const std::string_view text = value_at(*map, i)->text;
    add(text);
    if (const auto decoded = base64_decoded(text)) add(*decoded);
  }
}

/// The texts of a build's Secrets.
void collect_secrets(const Build* build, std::set<std::string, std::less<>>& secrets) {
  if (build == nullptr) return;
  for (const Object* object : build->objects()) {
    if (object->id().gvk.kind != "Secret") continue;
    add_secrets(*object, "data", secrets);
    add_secrets(*object, "stringData", secrets);
  }
}

/// Roles and who has them, and what lets the world in.
bool is_weighty_kind(const Gvk& gvk) {
  return gvk.group == "rbac.authorization.k8s.io" || gvk.kind == "ServiceAccount" ||
         gvk.kind == "Ingress";
}

bool is_weighty_path(std::string_view path) {
  return path.ends_with(".image") || path.ends_with(".image.reference") ||
         path.find("securityContext") != std::string_view::npos;
}

/// In a Secret only what says which it is may be told.
bool is_open_in_secret(std::string_view path) {
  if (path.starts_with("metadata.")) return !path.starts_with("metadata.annotations");
  return path == "apiVersion" || path == "kind" || path == "type" || path == "immutable";
}

/// Compares two values of one object and notes what differs.
class FieldComparison {
 public:
  FieldComparison(const Arena* before, const Arena* after, const Gvk& gvk,
                  const std::set<std::string, std::less<>>& secrets)
      : before_(before),
        after_(after),
        is_secret_(gvk.kind == "Secret"),
        is_weighty_(is_weighty_kind(gvk)),
        secrets_(secrets) {}

  /// Either may be null: then all that is in the other came or went.
  void compare(const std::string& path, Node* before, Node* after) {
    const Kind kind = kind_of(before, after);
    if (kind == Kind::mapping) {
      compare_maps(path, before, after);
    } else if (kind == Kind::sequence) {
      compare_lists(path, before, after);
    } else {
      compare_shown(path, before, after);
    }
  }

  std::vector<FieldChange> take() { return std::move(changes_); }

 private:
  /// The kind of what can be compared by its parts; scalar: it is compared as a whole.
  static Kind kind_of(const Node* before, const Node* after) {
    const Node* one = before == nullptr ? after : before;
    const Node* other = after == nullptr ? before : after;
    const bool has_parts = one->kind == other->kind && one->count + other->count > 0;
    return has_parts ? one->kind : Kind::scalar;
  }

  void compare_maps(const std::string& path, const Node* before, const Node* after) {
    if (before != nullptr) {
      for (std::uint32_t i = 0; i < size_of(*before); ++i) {
        const std::string_view name = key_at(*before, i)->text;
        compare(below(path, name), value_at(*before, i), find(after, name));
      }
    }
    if (after == nullptr) return;
    for (std::uint32_t i = 0; i < size_of(*after); ++i) {
      const std::string_view name = key_at(*after, i)->text;
      if (find(before, name) == nullptr) compare(below(path, name), nullptr, value_at(*after, i));
    }
  }

  void compare_lists(const std::string& path, const Node* before, const Node* after) {
    for (const std::string_view key : item_keys) {
      if (tells_apart(before, key) && tells_apart(after, key)) {
        compare_keyed(path, key, before, after);
        return;
      }
    }
    compare_plain(path, before, after);
  }

  using Items = std::vector<std::pair<std::string_view, Node*>>;

  static Items items_by(const Node* list, std::string_view key) {
    Items items;
    if (list == nullptr) return items;
    for (Node* item : list->children())
      items.emplace_back(find(item, key)->text, item);
    return items;
  }

  static Node* item_named(const Items& items, std::string_view name) {
    const auto found = std::find_if(items.begin(), items.end(),
                                    [&](const auto& item) { return item.first == name; });
    return found == items.end() ? nullptr : found->second;
  }

  /// The names of the items that `others` has too, in their order.
  static std::string common_order(const Items& items, const Items& others) {
    std::string order;
    for (const auto& [name, item] : items) {
      if (item_named(others, name) == nullptr) continue;
      order += order.empty() ? "" : ", ";
      order += name;
    }
    return order;
  }

  void compare_keyed(const std::string& path, std::string_view key, const Node* before,
                     const Node* after) {
    const Items old = items_by(before, key);
    const Items now = items_by(after, key);
    const auto step = [&](std::string_view name) {
      return fmt::format("{}[{}={}]", path, key, quoted_step(name));
    };
    for (const auto& [name, item] : old)
      compare(step(name), item, item_named(now, name));
    for (const auto& [name, item] : now) {
      if (item_named(old, name) == nullptr) compare(step(name), nullptr, item);
    }
    const std::string order = common_order(old, now);
    const std::string new_order = common_order(now, old);
    if (order != new_order) add(path, "the order " + order, "the order " + new_order);
  }

  /// What is equal at both ends stays; between them items are compared in turn.
  void compare_plain(const std::string& path, const Node* before, const Node* after) {
    const std::uint32_t old_size = before == nullptr ? 0 : before->count;
    const std::uint32_t new_size = after == nullptr ? 0 : after->count;
    const std::uint32_t least = std::min(old_size, new_size);
    std::uint32_t head = 0;
    while (head < least && equal(before->items[head], after->items[head]))
      ++head;
    std::uint32_t tail = 0;
    while (tail < least - head &&
           equal(before->items[old_size - 1 - tail], after->items[new_size - 1 - tail]))
      ++tail;
    const std::uint32_t most = std::max(old_size, new_size) - tail;
    for (std::uint32_t i = head; i < most; ++i) {
      compare(fmt::format("{}[{}]", path, i), i < old_size - tail ? before->items[i] : nullptr,
              i < new_size - tail ? after->items[i] : nullptr);
    }
  }

  [[nodiscard]] bool equal(Node* before, Node* after) const {
    FieldComparison inner(before_, after_, {}, secrets_);
    inner.compare("", before, after);
    return inner.changes_.empty();
  }

  static std::optional<std::string> shown(const Arena* arena, Node* node) {
    if (node == nullptr) return std::nullopt;
    if (node->kind == Kind::mapping) return node->count == 0 ? "{}" : "a map";
    if (node->kind == Kind::sequence) return node->count == 0 ? "[]" : "a list";
    return shown_scalar(*arena, *node);
  }

  void compare_shown(const std::string& path, Node* before, Node* after) {
    auto old = shown(before_, before);
    auto now = shown(after_, after);
    if (old != now) {
      const bool is_known = holds_secret(before) || holds_secret(after);
      add(path, std::move(old), std::move(now), is_known);
    }
    // Of a map that became a text, or the other way round, the parts are told too.
    if (before != nullptr && after != nullptr && before->kind != after->kind) {
      if (before->count > 0) compare(path, before, nullptr);
      if (after->count > 0) compare(path, nullptr, after);
    }
  }

  [[nodiscard]] bool holds_secret(const Node* node) const {
    return node != nullptr && node->kind == Kind::scalar && secrets_.contains(node->text);
  }

  void add(const std::string& path, std::optional<std::string> before,
           std::optional<std::string> after, bool holds_secret = false) {
    FieldChange change{path, std::move(before), std::move(after)};
    change.is_secret = holds_secret || (is_secret_ && !is_open_in_secret(path));
    change.is_weighty = is_weighty_ || is_weighty_path(path);
    if (change.is_secret) {
      for (auto* value : {&change.before, &change.after}) {
        if (*value) value->emplace();
      }
    }
    changes_.push_back(std::move(change));
  }

  const Arena* before_;
  const Arena* after_;
  bool is_secret_;
  bool is_weighty_;
  const std::set<std::string, std::less<>>& secrets_;
  std::vector<FieldChange> changes_;
};

std::map<ObjectKey, const Object*> by_key(const Build* build) {
  std::map<ObjectKey, const Object*> objects;
  if (build == nullptr) return objects;
  for (const Object* object : build->objects())
    objects.emplace(key_of_object(*object), object);
  return objects;
}

}  // namespace

Difference compare(const Build* before, const Build* after) {
  std::set<std::string, std::less<>> secrets;
  collect_secrets(before, secrets);
  collect_secrets(after, secrets);
  const auto old = by_key(before);
  const auto now = by_key(after);
  const Arena* old_arena = before == nullptr ? nullptr : &before->arena();
  const Arena* new_arena = after == nullptr ? nullptr : &after->arena();
  Difference result;
  if (before != nullptr) {
    for (const Object* object : before->objects()) {
      if (!now.contains(key_of_object(*object))) result.removed.push_back(name_of_object(*object));
    }
  }
  if (after == nullptr) return result;
  for (const Object* object : after->objects()) {
    const auto was = old.find(key_of_object(*object));
    FieldComparison fields(old_arena, new_arena, object->id().gvk, secrets);
    fields.compare("", was == old.end() ? nullptr : was->second->root(), object->root());
    ObjectChange change{name_of_object(*object), fields.take()};
    if (was == old.end()) {
      result.added.push_back(std::move(change));
    } else if (!change.fields.empty()) {
      result.changed.push_back(std::move(change));
    }
  }
  return result;
}

}  // namespace relctl::render
