// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace relctl::config {

/// Reads `90s`, `2m`, `1h` or plain seconds (`90`): from one second to 24 hours, whole numbers.
/// Anything else is no duration.
std::optional<std::chrono::seconds> parse_duration(std::string_view text);

}  // namespace relctl::config
