// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "yaml/chunks.hpp"

namespace relctl::yaml {

/// Throws Error(input) where `text` is larger than `limits.bytes`, is not UTF-8, or has a character
/// that no YAML text may hold: control characters, a carriage return without a line feed, a byte
/// order mark behind its start.
void check_text(std::string_view text, std::string_view file, const Limits& limits);

}  // namespace relctl::yaml
