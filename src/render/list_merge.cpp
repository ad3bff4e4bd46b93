// SPDX-License-Identifier: MIT
#include "render/list_merge.hpp"

#include <algorithm>
#include <set>

#include "base/error.hpp"
#include "render/fields.hpp"

namespace relctl::render {
namespace {

using Values = std::vector<std::string>;
using Keys = std::vector<std::string_view>;

bool is_empty_map(const Node* node) {
  return is_null(node) || (node->kind == Kind::mapping && node->count == 0);
}

/// What an item has at `key`; "" where there is nothing.
std::string value_at_key(const Node& item, std::string_view key) {
  const Node* field = find(&item, key);
  return is_empty(field) ? "" : std::string(field->text);
}

/// True when the item has `value` at `key`; any value will do for "".
bool has_value(const Arena& arena, const Node& item, std::string_view key,
               const std::string& value) {
  if (key.empty()) {
    require_kind(arena, &item, Kind::scalar);
    return item.text == value;
  }
  require_kind(arena, &item, Kind::mapping);
  const Node* field = find(&item, key);
  return field != nullptr && (value.empty() || field->text == value);
}

/// Two lists of values are one where they have one in common and differ only where one has none.
bool match(const Values& left, const Values& right, Values& both) {
  bool common = false;
  both.clear();
  for (std::size_t i = 0; i < left.size(); ++i) {
    if (left[i] == right[i]) {
      common = true;
    } else if (!left[i].empty() && !right[i].empty()) {
      return false;
    }
    both.push_back(left[i].empty() ? right[i] : left[i]);
  }
  return common;
}

void complete_values(std::vector<Values>& all) {
  Values both;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const Values left = all[i];
    for (Values& right : all) {
      if (!match(left, right, both)) continue;
      all[i] = both;
      right = both;
    }
  }
}

/// The keys that count, with their values.
struct Identity {
  Keys keys;
  Values values;
};

/// Which keys some list of values in `all` has a value for.
std::vector<bool> used_keys(const std::vector<Values>& all, std::size_t count) {
  std::vector<bool> used(count, false);
  for (const Values& values : all) {
    for (std::size_t i = 0; i < values.size(); ++i)
      used[i] = used[i] || !values[i].empty();
  }
  return used;
}

/// Leaves out the keys that are not used; all count where none is.
Identity identity_of(const std::vector<bool>& used, const Values& values, const Keys& keys) {
  if (std::find(used.begin(), used.end(), true) == used.end()) return {keys, values};
  Identity result;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    if (!used[i]) continue;
    result.keys.push_back(keys[i]);
    result.values.push_back(values[i]);
  }
  return result;
}

/// True if `item` has all values of `identity`; an identity without a key is the item's own text.
bool has_identity(const Node& item, const Identity& identity) {
  if (identity.keys[0].empty()) return item.text == identity.values[0];
  if (item.kind != Kind::mapping || is_null(&item)) return false;
  for (std::size_t i = 0; i < identity.keys.size(); ++i) {
    const Node* field = find(&item, identity.keys[i]);
    if (field == nullptr || field->text != identity.values[i]) return false;
  }
  return true;
}

/// The first item that has all values of `identity`.
Node* find_item(const Node* list, const Identity& identity) {
  if (list == nullptr || list->kind != Kind::sequence) return nullptr;
  for (Node* item : list->children()) {
    if (has_identity(*item, identity)) return item;
  }
  return nullptr;
}

/// Merges one pair of lists.
class ListMerger {
 public:
  ListMerger(Arena& arena, ItemMerger& merger, const Shape* item)
      : arena_(arena), merger_(merger), item_(item) {}

  Node* merge(Node& target, Node* patch, const Keys& keys) {
    std::vector<Values> all = values_of(target, patch, keys);
    if (keys.size() > 1) complete_values(all);
    Node* merged = arena_.make(Kind::sequence);
    merged->place = target.place;
    Keys last_keys;
    const std::vector<bool> used = used_keys(all, keys.size());
    for (const Values& values : all) {
      const Identity identity = identity_of(used, values, keys);
      last_keys = identity.keys;
      merge_item(target, patch, identity, *merged);
    }
    if (all.empty()) return &target;
    append_rest(*merged, target, last_keys);
    return merged;
  }

 private:
  /// The values of the items at `keys`, those of the patch first, each once.
  static std::vector<Values> values_of(const Node& target, const Node* patch, const Keys& keys) {
    std::vector<Values> all;
    std::set<Values> seen;
    for (const Node* list : {patch, &target}) {
      if (list == nullptr) continue;
      for (const Node* item : list->children()) {
        Values values;
        for (const std::string_view key : keys)
          values.push_back(key.empty() ? std::string(item->text) : value_at_key(*item, key));
        if (seen.insert(values).second) all.push_back(std::move(values));
      }
    }
    return all;
  }

  void merge_item(Node& target, Node* patch, const Identity& identity, Node& merged) {
    const Identity own = identity_of(used_keys({identity.values}, identity.keys.size()),
                                     identity.values, identity.keys);
    Node* item = merger_.merge(find_item(&target, own), find_item(patch, own), item_);
    if (is_empty_map(item)) {
      set_item(arena_, target, identity.keys, identity.values, nullptr);
      return;
    }
    for (std::size_t i = 0; i < identity.keys.size(); ++i)
      add_key(*item, identity.keys[i], identity.values[i]);
    set_item(arena_, merged, identity.keys, identity.values, item);
  }

  void add_key(Node& item, std::string_view key, const std::string& value) {
    if (value.empty() || find(&item, key) != nullptr) return;
    Node* text = arena_.scalar(arena_.keep(value));
    if (key.empty()) {
      set_scalar(arena_, item, *text);
    } else {
      set_field(arena_, item, arena_.keep(key), text);
    }
  }

  void append_rest(Node& merged, const Node& target, const Keys& keys) {
    const std::vector<Node*> items(target.children().begin(), target.children().end());
    for (Node* item : items) {
      Values values;
      for (const std::string_view key : keys) {
        if (key.empty()) {
          values.emplace_back(item->text);
          continue;
        }
        const Node* field = get(arena_, item, key);
        if (field == nullptr) {
          arena_.append(merged, item);
        } else {
          values.emplace_back(field->text);
        }
      }
      if (keys.size() > 1) set_item(arena_, merged, keys, values, nullptr);
      set_item(arena_, merged, keys, values, item);
    }
  }

  Arena& arena_;
  ItemMerger& merger_;
  const Shape* item_;
};

/// True if `item` has every value of `values` at its key; without values nothing fits.
bool fits_values(const Arena& arena, const Node& item, const std::vector<std::string_view>& keys,
                 const std::vector<std::string>& values) {
  for (std::size_t i = 0; i < keys.size() && i < values.size(); ++i) {
    if (!has_value(arena, item, keys[i], values[i])) return false;
  }
  return !values.empty();
}

}  // namespace

Node* merge_lists(Arena& arena, ItemMerger& merger, Node& target, Node* patch,
                  const std::vector<std::string>& keys, const Shape* item) {
  Keys views(keys.begin(), keys.end());
  if (views.empty()) views.emplace_back();
  return ListMerger(arena, merger, item).merge(target, patch, views);
}

void set_item(Arena& arena, Node& list, const std::vector<std::string_view>& keys,
              const std::vector<std::string>& values, Node* item) {
  const bool of_maps = !keys[0].empty() && !values.empty() && !values[0].empty();
  const std::vector<Node*> items(list.children().begin(), list.children().end());
  bool found = false;
  // Anew: another node may share the old items.
  list.items = nullptr;
  list.count = 0;
  list.capacity = 0;
  for (Node* old : items) {
    if (is_empty_map(old)) continue;
    if (of_maps && old->kind != Kind::mapping) {
      arena.append(list, old);
      continue;
    }
    const bool fits = fits_values(arena, *old, keys, values);
    found = found || fits;
    Node* kept = fits ? item : old;
    if (kept != nullptr && !values.empty()) arena.append(list, kept);
  }
  if (!is_null(item) && !found) arena.append(list, item);
}

}  // namespace relctl::render
