// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "render/arena.hpp"
#include "render/node.hpp"

namespace relctl::render {

/// Where `path` leads into a text that holds JSON, calls `set` for the nodes that it leads to
/// there, and writes the JSON back; false where it leads into no such text. Throws Error(input) for
/// texts that hold other YAML: kustomize would write it anew, comments and all.
bool write_structured_text(Arena& arena, Node& root, const std::vector<std::string>& path,
                           Kind created, const std::function<void(Node&)>& set);

}  // namespace relctl::render
