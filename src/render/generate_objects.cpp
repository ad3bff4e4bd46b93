// SPDX-License-Identifier: MIT
#include "render/generate_objects.hpp"

#include "base/error.hpp"
#include "edit/utf8.hpp"
#include "render/base64.hpp"
#include "render/fields.hpp"
#include "render/key_values.hpp"

namespace relctl::render {
namespace {

using Texts = std::map<std::string, std::string, std::less<>>;

Node* text_node(Arena& arena, std::string_view text) {
  const bool lines = text.find('\n') != std::string_view::npos;
  return arena.scalar(arena.keep(text), Tag::string, lines ? Style::literal : Style::plain);
}

void put(Arena& arena, Node& root, std::string_view map, const std::string& key,
         std::string_view value) {
  Node* target = get_or_make(arena, &root, {map}, Kind::mapping);
  set_field(arena, *target, arena.keep(key), text_node(arena, value));
}

void put_data(Arena& arena, Node& root, const std::string& key, const std::string& value) {
  if (edit::find_invalid_utf8(value)) {
    put(arena, root, "binaryData", key, base64_lines(value));
  } else {
    put(arena, root, "data", key, value);
  }
}

/// The generator's own options, with those of the file where it has none.
GeneratorOptions merged_options(const Generator& generator,
                                const std::optional<GeneratorOptions>& shared) {
  GeneratorOptions options = generator.options.value_or(GeneratorOptions{});
  if (!shared) return options;
  options.labels.insert(shared->labels.begin(), shared->labels.end());
  options.annotations.insert(shared->annotations.begin(), shared->annotations.end());
  options.disable_name_suffix_hash |= shared->disable_name_suffix_hash;
  options.immutable |= shared->immutable;
  return options;
}

Behavior behavior_named(const std::string& name) {
  if (name == "create") return Behavior::create;
  if (name == "replace") return Behavior::replace;
  if (name == "merge") return Behavior::merge;
  return Behavior::unspecified;
}

Node* base_node(Arena& arena, const Generator& generator, std::string_view kind) {
  Node* root = arena.make(Kind::mapping);
  root->place = generator.node->place;
  set_field(arena, *root, "apiVersion", arena.scalar("v1", Tag::string));
  set_field(arena, *root, "kind", arena.scalar(kind, Tag::string));
  Node* metadata = get_or_make(arena, root, {"metadata"}, Kind::mapping);
  set_field(arena, *metadata, "name", text_node(arena, generator.name));
  if (!generator.ns.empty())
    set_field(arena, *metadata, "namespace", text_node(arena, generator.ns));
  return root;
}

/// The data of a map field, as texts.
Texts data_of(const Arena& arena, Node* root, std::string_view field) {
  Texts texts;
  Node* map = get(arena, root, field);
  if (map == nullptr || map->kind != Kind::mapping) return texts;
  for (std::uint32_t i = 0; i < size_of(*map); ++i)
    texts[std::string(key_at(*map, i)->text)] = text_of(value_at(*map, i));
  return texts;
}

/// The data of a Secret, with its stringData in Base64.
Texts secret_data_of(const Arena& arena, const Object& secret) {
  Texts texts = data_of(arena, secret.root(), "data");
  const Node* plain = find(secret.root(), "stringData");
  if (is_null(plain)) return texts;
  require_kind(arena, plain, Kind::mapping);
  for (std::uint32_t i = 0; i < size_of(*plain); ++i) {
    require_kind(arena, value_at(*plain, i), Kind::scalar);
    texts[std::string(key_at(*plain, i)->text)] = base64_lines(text_of(value_at(*plain, i)));
  }
  return texts;
}

void merge_metadata(Arena& arena, Object& generated, const Object& old) {
  for (const std::string_view field : {"labels", "annotations"}) {
    Texts texts = metadata_map(generated.root(), field);
    const Texts older = metadata_map(old.root(), field);
    texts.insert(older.begin(), older.end());
    set_metadata_map(arena, *generated.root(), field, texts);
  }
  const bool needs_hash = old.notes.needs_hash && generated.notes.needs_hash;
  const std::optional<Origin> origin = generated.notes.origin;
  const bool merges = generated.notes.behavior == Behavior::merge;
  generated.notes = old.notes;
  generated.notes.needs_hash = needs_hash;
  if (!merges && origin) generated.notes.origin = origin;
  generated.variables = old.variables;
  generated.set_name(arena, old.id().name);
  generated.set_namespace(arena, old.id().ns);
}

void merge_data(Arena& arena, Object& generated, const Object& old) {
  const bool secret =
      generated.id().gvk.api_version() == "v1" && generated.id().gvk.kind == "Secret";
  Texts data = data_of(arena, generated.root(), "data");
  const Texts older = secret ? secret_data_of(arena, old) : data_of(arena, old.root(), "data");
  data.insert(older.begin(), older.end());
  Texts binary = data_of(arena, generated.root(), "binaryData");
  const Texts older_binary = data_of(arena, old.root(), "binaryData");
  binary.insert(older_binary.begin(), older_binary.end());
  clear_field(*generated.root(), "data");
  clear_field(*generated.root(), "binaryData");
  for (const auto& [key, value] : data)
    put_data(arena, *generated.root(), key, value);
  for (const auto& [key, value] : binary)
    put(arena, *generated.root(), "binaryData", key, value);
}

}  // namespace

Object generate(Workspace& work, const Folder& folder, const Generator& generator, bool secret,
                const std::optional<GeneratorOptions>& shared) {
  Arena& arena = work.arena;
  if (generator.name.empty()) {
    throw Error(ErrorKind::input, "a generator must have a name")
        .at(location_of(arena, generator.node));
  }
  const GeneratorOptions options = merged_options(generator, shared);
  Node* root = base_node(arena, generator, secret ? "Secret" : "ConfigMap");
  if (secret) {
    set_field(arena, *root, "type",
              text_node(arena, generator.type.empty() ? "Opaque" : generator.type));
    static_cast<void>(get_or_make(arena, root, {"data"}, Kind::mapping));
  }
  for (const auto& [key, value] : read_key_values(arena, folder, generator)) {
    if (secret) {
      put(arena, *root, "data", key, base64_lines(value));
    } else {
      put_data(arena, *root, key, value);
    }
  }
  const Texts labels(options.labels.begin(), options.labels.end());
  const Texts annotations(options.annotations.begin(), options.annotations.end());
  if (!labels.empty()) set_metadata_map(arena, *root, "labels", labels);
  if (!annotations.empty()) set_metadata_map(arena, *root, "annotations", annotations);
  if (options.immutable) set_field(arena, *root, "immutable", arena.scalar("true", Tag::boolean));
  Object object(root);
  object.notes.generated = true;
  object.notes.behavior = behavior_named(generator.behavior);
  object.notes.needs_hash = !options.disable_name_suffix_hash;
  return object;
}

void absorb(Workspace& work, Objects& objects, Object& generated) {
  const Id id = generated.id();
  const Behavior behavior = generated.notes.behavior;
  const bool into_old = behavior == Behavior::merge || behavior == Behavior::replace;
  const std::vector<Object*> matches = objects.with_any_id(id);
  const auto fail = [&](const std::string& fault) {
    throw Error(ErrorKind::input, fault).at(location_of(work.arena, generated.root()));
  };
  if (matches.size() > 1) fail("several objects could take the merge of " + id.text());
  if (matches.empty()) {
    if (into_old) fail("id " + id.text() + " does not exist; cannot merge or replace");
    objects.append(generated);
    return;
  }
  if (!into_old) fail("id " + id.text() + " exists; behavior must be merge or replace");
  Object& old = *matches.front();
  merge_metadata(work.arena, generated, old);
  if (behavior == Behavior::merge) merge_data(work.arena, generated, old);
  objects.replace(old, generated);
}

}  // namespace relctl::render
