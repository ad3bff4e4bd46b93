// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace relctl::yaml {

/// Throws Error(input) where `text` is longer than 4 MiB, is not UTF-8, or has a character that no
/// YAML text may hold: control characters, a lone carriage return, a second byte order mark.
void check_text(std::string_view text, std::string_view file);

}  // namespace relctl::yaml
