// SPDX-License-Identifier: MIT
#pragma once

#include "render/arena.hpp"
#include "render/node.hpp"

namespace relctl::render {

/// What a patch says about the map or list that it meets.
enum class Directive { merge, replace, remove };

/// The `$patch` directive of a map, or of a list whose first such item holds nothing else; it is
/// taken out of the patch. Throws Error(input) for an unknown one when `strict`.
Directive take_directive(Arena& arena, Node& patch, bool strict);

}  // namespace relctl::render
