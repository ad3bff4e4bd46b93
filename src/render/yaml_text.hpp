// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "render/node.hpp"

namespace relctl::render {

/// A scalar as go-yaml v3 writes it, with its quotes: what the expressions in the paths of
/// replacements are held against.
std::string yaml_text(const Node& scalar);

}  // namespace relctl::render
