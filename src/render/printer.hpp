// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "render/arena.hpp"
#include "render/node.hpp"

namespace relctl::render {

/// Appends `object`, a mapping, to `out` as kustomize prints it: keys in its order, lists at the
/// column of their key, strings quoted where YAML 1.1 would read another type, long ones folded.
/// Throws Error(input) for what YAML or JSON cannot hold: infinities, control characters beyond
/// ASCII, keys that are no strings, keys that are repeated, and tags that their value contradicts.
void print(const Arena& arena, const Node& object, std::string& out);

}  // namespace relctl::render
