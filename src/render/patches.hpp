// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "render/json_patch.hpp"
#include "render/kustomization.hpp"
#include "render/selector.hpp"
#include "render/transformers.hpp"

namespace relctl::render {

/// A patch whose text was read: documents to merge, or operations.
struct LoadedPatch {
  std::vector<Object> documents;
  std::vector<PatchOperation> operations;
  const Patch* patch = nullptr;
};

/// Throws Error(input) with the place where a patch that starts with `[` is no JSON: kustomize
/// reads no other YAML in it.
void require_json(const Arena& arena, std::string_view text, std::uint16_t file);

/// Reads the text of an entry of `patches`; `file` is a number in the arena's table. A list is a
/// JSON patch, a map a strategic one; a text without either does nothing. Throws Error(input) with
/// the place for anything else.
LoadedPatch load_patch(Arena& arena, const Patch& patch, std::string_view text, std::uint16_t file);

/// Applies an entry of `patches`. Throws Error(input) where a strategic patch without target finds
/// no object, or several, and for a JSON patch without target.
void apply_patch(Workspace& work, Objects& objects, const LoadedPatch& patch);

/// Applies one document of `patchesStrategicMerge`.
void apply_old_merge_patch(Workspace& work, Objects& objects, Object& document);

/// Applies an entry of `patchesJson6902`; unlike in `patches`, the object's name is not put on
/// record.
void apply_old_json_patch(Workspace& work, Objects& objects, const LoadedPatch& patch);

}  // namespace relctl::render
