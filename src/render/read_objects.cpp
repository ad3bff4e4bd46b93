// SPDX-License-Identifier: MIT
#include "render/read_objects.hpp"

#include <deque>

#include "base/error.hpp"
#include "render/fields.hpp"
#include "render/internal_annotations.hpp"
#include "render/json_nodes.hpp"

namespace relctl::render {
namespace {

[[noreturn]] void fail_object(const Arena& arena, const Node& node, const std::string& fault) {
  throw Error(ErrorKind::input, fault).at(location_of(arena, &node));
}

/// True for an empty document or item, which is passed over.
bool check(const Arena& arena, const Node& node) {
  if (is_empty(&node)) return false;
  if (node.kind != Kind::mapping) {
    fail_object(arena, node,
                "there is a " + std::string(name_of(node.kind)) + " where an object is expected");
  }
  const Node* kind = find(&node, "kind");
  const Node* metadata = find(&node, "metadata");
  if (is_empty(kind) || kind->text.empty()) {
    fail_object(arena, node,
                "missing kind in an object: every object needs apiVersion, kind and metadata.name");
  }
  if (kind->text.ends_with("List")) return true;
  const Node* name = is_empty(metadata) ? nullptr : find(metadata, "name");
  if (is_empty(name) || name->text.empty())
    fail_object(arena, node, "missing metadata.name in a " + std::string(kind->text));
  const Node* annotations = find(metadata, "annotations");
  if (annotations == nullptr || annotations->kind != Kind::mapping) return true;
  for (std::uint32_t i = 0; i < size_of(*annotations); ++i) {
    const Node& key = *key_at(*annotations, i);
    if (!is_bookkeeping_annotation(key.text)) continue;
    fail_object(arena, key, "the annotation " + std::string(key.text) + " is kustomize's own");
  }
  return true;
}

/// A file that is one List or ResourceList stands for its items.
std::vector<Node*> opened(const std::vector<Node*>& documents) {
  if (documents.size() != 1) return documents;
  const Node* only = documents.front();
  const std::string_view kind = text_of(find(only, "kind"));
  if (kind != "List" && kind != "ResourceList") return documents;
  const Node* items = find(only, "items");
  if (items == nullptr) {
    if (find(only, "functionConfig") == nullptr) return documents;
    return {};
  }
  return {items->children().begin(), items->children().end()};
}

/// The items of a list of another kind, which kustomize sends through JSON.
std::vector<Node*> list_items(Arena& arena, const Node& list, const Node& items) {
  if (items.kind != Kind::sequence) {
    fail_object(arena, list,
                "there is no list in the items of a " + std::string(text_of(find(&list, "kind"))));
  }
  std::vector<Node*> nodes;
  for (const Node* item : items.children()) {
    Node* json = to_json(arena, *item);
    for (Node* node : opened({json})) {
      if (check(arena, *node)) nodes.push_back(node);
    }
  }
  return nodes;
}

}  // namespace

std::vector<Object> read_objects(Arena& arena, const std::vector<Node*>& documents) {
  std::deque<Node*> waiting;
  for (Node* node : opened(documents)) {
    if (check(arena, *node)) waiting.push_back(node);
  }
  std::vector<Object> objects;
  while (!waiting.empty()) {
    Node* node = waiting.front();
    waiting.pop_front();
    const std::string_view kind = text_of(find(node, "kind"));
    const Node* items = kind.ends_with("List") ? find(node, "items") : nullptr;
    if (items == nullptr) {
      objects.emplace_back(node);
      continue;
    }
    if (is_null(items)) continue;
    const std::vector<Node*> inner = list_items(arena, *node, *items);
    waiting.insert(waiting.end(), inner.begin(), inner.end());
  }
  return objects;
}

}  // namespace relctl::render
