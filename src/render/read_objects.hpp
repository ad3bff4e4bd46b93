// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>
#include <vector>

#include "render/arena.hpp"
#include "render/object.hpp"

namespace relctl::render {

/// The objects of a file's documents, as kustomize takes them: a List is opened, the items of other
/// kinds of lists come behind the other objects of the file. Throws Error(input) with the place for
/// a document without kind or name.
std::vector<Object> read_objects(Arena& arena, const std::vector<Node*>& documents);

}  // namespace relctl::render
