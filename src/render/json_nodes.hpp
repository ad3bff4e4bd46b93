// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "render/arena.hpp"
#include "render/node.hpp"

namespace relctl::render {

/// `node` as kustomize's encoder and decoder leave it on the way through JSON: one type for each
/// scalar, strings quoted, numbers as Go's JSON writes them. Throws Error(input) as print() does.
Node* to_json(Arena& arena, const Node& node);

/// The same after Go's JSON decoder, which makes a double of every number, and go-yaml v3, which
/// writes strings plain where it can: what a JSON patch leaves behind.
Node* from_json(Arena& arena, const Node& json);

/// Appends `json`, made by to_json(), as Go's JSON encoder writes it: keys in order, no spaces,
/// `<`, `>` and `&` escaped. With `doubles` numbers go through a double first.
void write_json(const Node& json, bool doubles, std::string& out);

}  // namespace relctl::render
