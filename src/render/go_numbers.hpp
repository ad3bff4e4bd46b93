// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace relctl::render {

/// strconv.ParseInt of Go: an optional sign and digits of `base`; base 0 takes it from the prefix
/// 0x, 0o, 0b or 0. Nothing for other text and beyond 64 bits.
std::optional<std::int64_t> parse_int(std::string_view text, int base);
/// strconv.ParseUint of Go: without a sign.
std::optional<std::uint64_t> parse_uint(std::string_view text, int base);
/// A double of decimal digits with an optional fraction and exponent; nothing beyond its range.
std::optional<double> parse_float(std::string_view text);

}  // namespace relctl::render
