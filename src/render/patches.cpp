// SPDX-License-Identifier: MIT
#include "render/patches.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "json/document.hpp"
#include "render/fields.hpp"
#include "render/internal_annotations.hpp"
#include "render/json_nodes.hpp"
#include "render/read_objects.hpp"
#include "render/read_yaml.hpp"
#include "render/strategic_merge.hpp"

namespace relctl::render {
namespace {

/// Merges a document into an object. Its name, kind and namespace stay, unless the patch may change
/// them.
void merge_into(Workspace& work, Objects& objects, Object& object, Node* document,
                const Patch* options) {
  Arena& arena = work.arena;
  const Id before = object.id();
  const bool new_name = options != nullptr && options->allow_name_change;
  const bool new_kind = options != nullptr && options->allow_kind_change;
  if (new_name || new_kind) object.remember_name();
  const AnnotationGuard guard(arena, object);
  object.replace_root(strategic_merge(arena, *work.schema, object.root(), document));
  if (object.is_gone()) return;
  guard.after_merge(object);
  if (!new_kind) object.set_kind(arena, before.gvk.kind);
  if (!new_name) object.set_name(arena, before.name);
  object.set_namespace(arena, before.ns);
  objects.update(object);
}

/// A document for objects that a selector found: its labels and annotations become texts, and it
/// takes group and version of the object, as kustomize has it.
Node* document_for(Arena& arena, const Object& document, const Object& target) {
  Object copy(arena.copy(document.root()));
  set_metadata_map(arena, *copy.root(), "labels", metadata_map(copy.root(), "labels"));
  set_metadata_map(arena, *copy.root(), "annotations", metadata_map(copy.root(), "annotations"));
  copy.set_name(arena, document.id().name);
  copy.set_namespace(arena, document.id().ns);
  copy.set_api_version(arena, target.id().gvk.api_version());
  copy.set_kind(arena, document.id().gvk.kind);
  return copy.root();
}

void merge_into_all(Workspace& work, Objects& objects, const std::vector<Object*>& targets,
                    const Object& document, const Patch* options) {
  for (Object* target : targets)
    merge_into(work, objects, *target, document_for(work.arena, document, *target), options);
  objects.drop_gone();
  for (Object* target : targets) {
    if (target->is_gone() || objects.with_id(target->id()).size() == 1) continue;
    throw Error(ErrorKind::input, "may not add resource with an already registered id: " +
                                      target->id().text() + "; a patch gave two objects one name")
        .at(location_of(work.arena, document.root()));
  }
}

void patch_json(Workspace& work, Objects& objects, Object& object,
                const std::vector<PatchOperation>& operations) {
  Arena& arena = work.arena;
  const AnnotationGuard guard(arena, object);
  guard.write_all(object);
  Node* json = to_json(arena, *object.root());
  json = apply_operations(arena, json, operations);
  require_kind(arena, json, Kind::mapping);
  object.replace_root(from_json(arena, *json));
  guard.after_json_patch(object);
  objects.update(object);
}

[[noreturn]] void fail_without_target(const Arena& arena, const Patch& patch) {
  throw Error(ErrorKind::input, "must specify a target for a JSON patch")
      .at(location_of(arena, patch.node));
}

void merge_patch(Workspace& work, Objects& objects, const LoadedPatch& loaded) {
  const Patch& patch = *loaded.patch;
  if (patch.target) {
    if (loaded.documents.size() > 1) {
      throw Error(ErrorKind::input,
                  "a patch with a target holds several documents, where one is allowed")
          .at(location_of(work.arena, patch.node));
    }
    const ObjectSelector selector(work.arena, *patch.target);
    merge_into_all(work, objects, selector.select(objects), loaded.documents.front(), &patch);
    return;
  }
  for (const Object& document : loaded.documents) {
    try {
      merge_into(work, objects, require_one(objects, document.id()), document.root(), &patch);
    } catch (Error& error) {
      throw error.at(location_of(work.arena, document.root()));
    }
  }
}

}  // namespace

void require_json(const Arena& arena, std::string_view text, std::uint16_t file) {
  if (!text.starts_with('[')) return;
  try {
    static_cast<void>(json::parse(text, arena.file_name(file)));
  } catch (const Error& error) {
    throw in_whole_file(arena, file, error);
  }
}

LoadedPatch load_patch(Arena& arena, const Patch& patch, std::string_view text,
                       std::uint16_t file) {
  LoadedPatch loaded;
  loaded.patch = &patch;
  require_json(arena, text, file);
  const std::vector<Node*> documents = read_documents(arena, text, file);
  if (!documents.empty() && documents.front()->kind == Kind::sequence) {
    loaded.operations = read_operations(arena, *documents.front());
  } else {
    loaded.documents = read_objects(arena, documents);
    if (patch.allow_name_change || patch.allow_kind_change) {
      for (Object& document : loaded.documents) {
        set_metadata_map(arena, *document.root(), "annotations",
                         metadata_map(document.root(), "annotations"));
      }
    }
  }
  return loaded;
}

void apply_patch(Workspace& work, Objects& objects, const LoadedPatch& patch) {
  if (!patch.documents.empty()) {
    merge_patch(work, objects, patch);
    return;
  }
  if (patch.operations.empty()) return;
  if (!patch.patch->target) fail_without_target(work.arena, *patch.patch);
  const ObjectSelector selector(work.arena, *patch.patch->target);
  for (Object* object : selector.select(objects)) {
    object->remember_name();
    patch_json(work, objects, *object, patch.operations);
  }
}

void apply_old_merge_patch(Workspace& work, Objects& objects, Object& document) {
  try {
    Object& target = require_one(objects, document.id());
    merge_into_all(work, objects, {&target}, document, nullptr);
  } catch (Error& error) {
    throw error.at(location_of(work.arena, document.root()));
  }
}

void apply_old_json_patch(Workspace& work, Objects& objects, const LoadedPatch& patch) {
  if (!patch.patch->target) fail_without_target(work.arena, *patch.patch);
  const ObjectSelector selector(work.arena, *patch.patch->target);
  for (Object* object : selector.select(objects))
    patch_json(work, objects, *object, patch.operations);
}

}  // namespace relctl::render
