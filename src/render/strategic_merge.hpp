// SPDX-License-Identifier: MIT
#pragma once

#include "render/arena.hpp"
#include "render/node.hpp"
#include "render/schema.hpp"

namespace relctl::render {

/// Merges `patch` into `target` as kustomize does, in place: maps by key, lists replaced unless the
/// schema merges them, null removes, `$patch` directives obeyed. The patch's nodes become the
/// target's. Null where the patch deletes the object. Throws Error(input) where a map meets a list
/// or a scalar, and for an unknown directive.
Node* strategic_merge(Arena& arena, const Schema& schema, Node* target, Node* patch);

}  // namespace relctl::render
