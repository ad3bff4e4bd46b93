// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace relctl::yaml {

/// Throws Error(input) where `text` is longer than 4 MiB, is not UTF-8, has a character that no
/// YAML text may hold (control characters, a lone carriage return, a second byte order mark), or
/// has 10,000 more opening than closing brackets: the parser reads all of them before it tells
/// their depth.
void check_text(std::string_view text, std::string_view file);

}  // namespace relctl::yaml
