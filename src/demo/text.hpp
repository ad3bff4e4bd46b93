// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace relctl::demo {

/// Whether `text` is valid UTF-8 without control characters.
bool is_plain_text(std::string_view text);

/// `text` with everything but printable ASCII as `?`, cut off after 80 characters: for messages.
std::string printable(std::string_view text);

}  // namespace relctl::demo
