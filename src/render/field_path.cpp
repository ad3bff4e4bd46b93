// SPDX-License-Identifier: MIT
#include "render/field_path.hpp"

#include <optional>
#include <span>

#include <re2/re2.h>

#include "base/error.hpp"
#include "render/fields.hpp"
#include "render/go_numbers.hpp"
#include "render/texts.hpp"
#include "render/yaml_text.hpp"

namespace relctl::render {
namespace {

/// [NAME=VALUE], in its parts.
struct ItemSelector {
  std::string name;
  std::string value;
};

bool is_item_selector(std::string_view part) {
  return part.starts_with('[') && part.ends_with(']');
}

ItemSelector item_selector(std::string_view part) {
  part.remove_prefix(1);
  part.remove_suffix(1);
  const std::size_t equals = part.find('=');
  if (equals == std::string_view::npos) {
    throw Error(ErrorKind::input,
                "[" + std::string(part) + "] selects no item: write [FIELD=VALUE]");
  }
  return {std::string(part.substr(0, equals)), std::string(part.substr(equals + 1))};
}

/// The first of `items` that [FIELD=VALUE] selects; nullptr where none is.
Node* selected_item(std::span<Node* const> items, const ItemSelector& selector) {
  for (Node* item : items) {
    const Node* value = selector.name.empty() ? item : find(item, selector.name);
    if (value != nullptr && value->text == selector.value) return item;
  }
  return nullptr;
}

/// One step of look_up().
Node* look_up_step(const Arena& arena, Node* node, const std::string& part) {
  const auto index = parse_int(part, 10);
  const bool selects = is_item_selector(part);
  if (part == "*") throw Error(ErrorKind::input, "* cannot stand in the path of a source");
  if (index && *index < 0) throw Error(ErrorKind::input, "the index " + part + " is negative");
  if (!index && part != "-" && !selects) return get(arena, node, part);
  require_kind(arena, node, Kind::sequence);
  const std::span<Node* const> items = is_null(node) ? std::span<Node* const>{} : node->children();
  if (selects) return selected_item(items, item_selector(part));
  if (items.empty() || (index && *index >= static_cast<std::int64_t>(items.size()))) return nullptr;
  return index ? items[static_cast<std::size_t>(*index)] : items.back();
}

/// Finds, and makes where that is asked for.
class Finder {
 public:
  using Path = std::span<const std::string>;

  Finder(Arena& arena, Kind created) : arena_(arena), created_(created) {}

  void find_in(Node* node, Path path) {
    if (path.empty()) {
      found_.push_back(node);
      return;
    }
    const std::string& part = path.front();
    const auto index = parse_int(part, 10);
    if (index && *index >= 0) {
      at_index(node, static_cast<std::size_t>(*index), path);
    } else if (is_item_selector(part)) {
      selected(node, item_selector(part), path);
    } else if (part == "*") {
      for (Node* item : items_of(node))
        find_in(item, path.subspan(1));
    } else {
      field(node, path);
    }
  }

  [[nodiscard]] std::vector<Node*> found() const { return found_; }

 private:
  std::vector<Node*> items_of(Node* node) {
    require_kind(arena_, node, Kind::sequence);
    if (is_null(node)) return {};
    return {node->children().begin(), node->children().end()};
  }

  /// The kind of what is made at the front of `path`.
  [[nodiscard]] Kind kind_behind(Path path) const {
    if (path.size() < 2) return created_;
    const auto index = parse_int(path[1], 10);
    return is_item_selector(path[1]) || (index && *index >= 0) ? Kind::sequence : Kind::mapping;
  }

  void field(Node* node, Path path) {
    Node* child = get(arena_, node, path.front());
    if (child == nullptr) {
      if (created_ == Kind::none || is_null(node)) return;
      child = arena_.make(kind_behind(path));
      set_field(arena_, *node, arena_.keep(path.front()), child);
    }
    // Texts that hold YAML or JSON are looked into elsewhere.
    if (child->kind == Kind::scalar && path.size() > 1) return;
    find_in(child, path.subspan(1));
  }

  void at_index(Node* node, std::size_t index, Path path) {
    std::vector<Node*> items = items_of(node);
    if (items.size() == index && created_ != Kind::none && !is_null(node)) {
      items.push_back(arena_.make(kind_behind(path)));
      arena_.append(*node, items.back());
    }
    if (index >= items.size()) {
      throw Error(ErrorKind::input, "there is no item " + std::to_string(index) + " in a list of " +
                                        std::to_string(items.size()));
    }
    find_in(items[index], path.subspan(1));
  }

  void selected(Node* node, const ItemSelector& selector, Path path) {
    const RE2 pattern(selector.value, RE2::Quiet);
    if (!pattern.ok())
      throw Error(ErrorKind::input, "\"" + selector.value + "\" is no regular expression");
    const std::size_t before = found_.size();
    for (Node* item : items_of(node))
      select(item, selector, pattern, path);
    if (found_.size() > before || created_ == Kind::none || is_null(node)) return;
    Node* item = arena_.scalar(arena_.keep(selector.value));
    if (!selector.name.empty()) {
      Node* const value = item;
      item = arena_.make(Kind::mapping);
      arena_.append(*item, arena_.scalar(arena_.keep(selector.name)));
      arena_.append(*item, value);
    }
    arena_.append(*node, item);
    select(item, selector, pattern, path);
  }

  void select(Node* item, const ItemSelector& selector, const RE2& pattern, Path path) {
    const Node* value = selector.name.empty() ? item : find(item, selector.name);
    if (value == nullptr) return;
    if (value->kind != Kind::scalar) {
      throw Error(ErrorKind::input,
                  "[" + selector.name + "=" + selector.value + "] compares a map or a list")
          .at(location_of(arena_, value));
    }
    if (!RE2::PartialMatch(yaml_text(*value), pattern)) return;
    if (selector.name.empty()) {
      found_.push_back(item);
    } else {
      find_in(item, path.subspan(1));
    }
  }

  Arena& arena_;
  Kind created_;
  std::vector<Node*> found_;
};

}  // namespace

Node* look_up(const Arena& arena, Node* root, const std::vector<std::string>& path) {
  Node* node = root;
  for (const std::string& raw : path) {
    const std::string part = trimmed(raw);
    if (part.empty()) continue;
    node = look_up_step(arena, node, part);
    if (node == nullptr) return nullptr;
  }
  return node;
}

std::vector<Node*> find_all(Arena& arena, Node* root, const std::vector<std::string>& path,
                            Kind created) {
  Finder finder(arena, created);
  finder.find_in(root, path);
  return finder.found();
}

}  // namespace relctl::render
