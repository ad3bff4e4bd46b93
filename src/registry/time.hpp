// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace relctl::registry {

/// Reads a time of RFC 3339 (`2026-11-23T08:00:00.5Z`, `…+01:00`), without its fraction; nothing
/// for any other text.
std::optional<std::chrono::sys_seconds> parse_time(std::string_view text);

/// A time for people: `2026-11-23 08:00 UTC`.
std::string time_text(std::chrono::sys_seconds time);

/// An age for people: `7 days`, or `12 hours` where it is no number of whole days.
std::string age_text(std::chrono::seconds age);

}  // namespace relctl::registry
