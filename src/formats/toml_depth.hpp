// SPDX-License-Identifier: MIT
#pragma once

#include "formats/source.hpp"

namespace relctl::formats {

/// Throws Error(input) where a TOML text nests brackets, or the parts of a dotted key, deeper than
/// 64. toml++ limits brackets only, and its tables are destroyed by recursion: a key of a million
/// parts would exhaust the stack.
void check_toml_depth(const Source& source);

}  // namespace relctl::formats
