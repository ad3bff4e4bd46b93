// SPDX-License-Identifier: MIT
#pragma once

#include "yaml/document.hpp"

namespace relctl::yaml {

/// The node that `alias` of `document` stands for: the last before it with that anchor. Nothing
/// when it is not of that document.
const Node* find_anchor(const Node& document, const Node& alias);

}  // namespace relctl::yaml
