// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "render/accumulator.hpp"
#include "render/patches.hpp"

namespace relctl::render {

// What the entries of a kustomization file name, read. All throw Error(input) with the entry's
// place for what is absent, and with the file's own place for what cannot be read.

/// An entry of `patches`.
LoadedPatch load_entry(Session& session, const Folder& folder, const Patch& patch);
/// An entry of `patchesJson6902`.
LoadedPatch load_old_json_patch(Session& session, const Folder& folder, const Patch& patch);
/// The documents of `patchesStrategicMerge`: texts, or files.
std::vector<Object> read_old_merge_patches(Session& session, const Folder& folder,
                                           const std::vector<Reference>& references);
/// The entries of `replacements`, with those of the files that they name.
std::vector<Replacement> read_replacements(Session& session, const Folder& folder,
                                           const std::vector<Replacement>& entries);
/// A file of `configurations`.
TransformerConfig read_transformer_config(const Arena& arena, const Node& document);

}  // namespace relctl::render
