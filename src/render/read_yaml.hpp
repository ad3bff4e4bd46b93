// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>
#include <vector>

#include "render/arena.hpp"
#include "render/node.hpp"

namespace relctl::render {

/// The documents of `text` as kyaml reads manifests: cut at lines that start with `---`, aliases
/// and merge keys expanded, empty documents left out. `file` is a number in the arena's table.
/// Throws Error(input) with the place for what go-yaml refuses.
std::vector<Node*> read_documents(Arena& arena, std::string_view text, std::uint16_t file);

/// The first document of `text`, as go-yaml v2 reads kustomization files; null for an empty one.
Node* read_first_document(Arena& arena, std::string_view text, std::uint16_t file);

}  // namespace relctl::render
