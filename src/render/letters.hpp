// SPDX-License-Identifier: MIT
#pragma once

namespace relctl::render {

/// True for letters (Unicode's categories L*), which come after all other characters in the order
/// of keys.
bool is_letter(char32_t c);
/// True for decimal digits (category Nd).
bool is_decimal(char32_t c);

}  // namespace relctl::render
