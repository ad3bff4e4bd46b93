// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "edit/utf8.hpp"

namespace relctl::render {

/// The character at byte `i` of `text`, which is moved behind it; a byte that is not UTF-8 counts
/// as U+FFFD.
inline char32_t next_character(std::string_view text, std::size_t& i) {
  const auto byte = static_cast<unsigned char>(text[i]);
  if (byte < 0x80) {
    ++i;
    return byte;
  }
  const auto decoded = edit::decode_utf8(text, i);
  i += decoded ? decoded->size : 1;
  return decoded ? decoded->value : U'\uFFFD';
}

}  // namespace relctl::render
