// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "render/arena.hpp"
#include "render/node.hpp"

namespace relctl::render {

/// One operation of a JSON patch (RFC 6902).
struct PatchOperation {
  std::string op;
  std::string path;
  std::string from;
  Node* value = nullptr;       ///< as to_json() makes it; null for none, and for null
  const Node* node = nullptr;  ///< where it stands
};

/// The operations in `list`, a sequence of maps read as YAML 1.1, the way kustomize reads patches.
/// Throws Error(input) with the place for what is no operation.
std::vector<PatchOperation> read_operations(Arena& arena, const Node& list);

/// `object`, made by to_json(), with the operations carried out in order. As the library behind
/// kustomize does it: `replace` adds a missing key, indices may be negative. Throws Error(input)
/// with the operation's place when one cannot be.
Node* apply_operations(Arena& arena, Node* object, const std::vector<PatchOperation>& operations);

}  // namespace relctl::render
