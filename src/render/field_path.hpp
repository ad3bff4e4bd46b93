// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "render/arena.hpp"
#include "render/node.hpp"

namespace relctl::render {

/// The node that `path` leads to, as replacements and vars read it: names, indices, `-` for the
/// last item, `[NAME=VALUE]` and `[=VALUE]`. Null where there is none. Throws Error(input) where a
/// list or map of another kind stands on the way.
Node* look_up(const Arena& arena, Node* root, const std::vector<std::string>& path);

/// All nodes that `path` leads to, as replacements write them: besides what look_up() knows, `*`
/// for every item, and regular expressions as VALUE. With `created` other than none, what is
/// missing is made: nodes of that kind at the end. Throws Error(input) as look_up() does.
std::vector<Node*> find_all(Arena& arena, Node* root, const std::vector<std::string>& path,
                            Kind created);

}  // namespace relctl::render
