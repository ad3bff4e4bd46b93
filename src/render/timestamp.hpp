// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace relctl::render {

/// True for the four forms that go-yaml reads as a time: YYYY-M-D alone, with a time behind a
/// space, and with a time and a zone behind T or t; the date must exist.
bool is_timestamp(std::string_view text);
/// A timestamp as Go's JSON encoder writes it: RFC 3339, fractions without trailing zeros.
std::string rfc3339(std::string_view text);

}  // namespace relctl::render
