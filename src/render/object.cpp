// SPDX-License-Identifier: MIT
#include "render/object.hpp"

#include "render/fields.hpp"
#include "render/schema.hpp"

namespace relctl::render {

bool Bookkeeping::empty() const {
  return former_names.empty() && prefixes.empty() && suffixes.empty() && !generated &&
         !needs_hash && !origin && transformations.empty();
}

void Object::replace_root(Node* root) {
  root_ = root;
  refresh();
}

bool Object::is_gone() const {
  return is_empty(root_);
}

Id Object::original_id() const {
  return notes.former_names.empty() ? id_ : former_id(notes.former_names.front());
}

Id Object::former_id(const FormerName& former) const {
  Gvk gvk{id_.gvk.group, id_.gvk.version, former.kind};
  return {std::move(gvk), former.name, former.ns, false};
}

void Object::refresh() {
  const Node* api_version = find(root_, "apiVersion");
  const Node* kind = find(root_, "kind");
  const std::string_view version_text = api_version == nullptr ? "" : api_version->text;
  const std::string_view kind_text = kind == nullptr ? "" : kind->text;
  id_.gvk = make_gvk(version_text, kind_text);
  id_.cluster_scoped = is_cluster_scoped(version_text, kind_text);
  const Node* metadata = find(root_, "metadata");
  const Node* name = find(metadata, "name");
  const Node* ns = find(metadata, "namespace");
  id_.name = is_empty(name) ? "" : std::string(name->text);
  id_.ns = is_empty(ns) ? "" : std::string(ns->text);
}

void Object::remember_name() {
  notes.former_names.push_back({std::string(id_.effective_ns()), id_.name, id_.gvk.kind});
}

namespace {

void set_metadata_text(Arena& arena, Node& root, std::string_view field, std::string_view text) {
  Node* metadata = get_or_make(arena, &root, {"metadata"}, Kind::mapping);
  if (metadata != nullptr) set_field(arena, *metadata, field, arena.scalar(arena.keep(text)));
}

}  // namespace

void Object::set_name(Arena& arena, std::string_view name) {
  set_metadata_text(arena, *root_, "name", name);
  refresh();
}

void Object::set_namespace(Arena& arena, std::string_view ns) {
  if (ns.empty()) {
    if (Node* metadata = find(root_, "metadata")) {
      require_kind(arena, metadata, Kind::mapping);
      clear_field(*metadata, "namespace");
    }
  } else {
    set_metadata_text(arena, *root_, "namespace", ns);
  }
  refresh();
}

void Object::set_kind(Arena& arena, std::string_view kind) {
  set_field(arena, *root_, "kind", arena.scalar(arena.keep(kind)));
  refresh();
}

void Object::set_api_version(Arena& arena, std::string_view api_version) {
  set_field(arena, *root_, "apiVersion", arena.scalar(arena.keep(api_version)));
  refresh();
}

std::map<std::string, std::string, std::less<>> metadata_map(const Node* root,
                                                             std::string_view field) {
  std::map<std::string, std::string, std::less<>> values;
  const Node* metadata = find(root, "metadata");
  const Node* map = is_empty(metadata) ? nullptr : find(metadata, field);
  if (map == nullptr || map->kind != Kind::mapping) return values;
  for (std::uint32_t i = 0; i < size_of(*map); ++i)
    values[std::string(key_at(*map, i)->text)] = value_at(*map, i)->text;
  return values;
}

void set_metadata_map(Arena& arena, Node& root, std::string_view field,
                      const std::map<std::string, std::string, std::less<>>& values) {
  Node* metadata = get_or_make(arena, &root, {"metadata"}, Kind::mapping);
  if (metadata == nullptr) return;
  require_kind(arena, metadata, Kind::mapping);
  clear_field(*metadata, field);
  if (values.empty()) return;
  Node* map = get_or_make(arena, metadata, {field}, Kind::mapping);
  for (const auto& [key, text] : values) {
    const Style style = text.find('\n') == std::string::npos ? Style::plain : Style::literal;
    set_field(arena, *map, arena.keep(key), arena.scalar(arena.keep(text), Tag::string, style));
  }
}

}  // namespace relctl::render
