// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace relctl::edit {

/// One decoded character and the number of its bytes.
struct CodePoint {
  char32_t value = 0;
  std::size_t size = 0;
};

/// The character that starts at `offset` of `text`; nothing where the bytes there are not UTF-8
/// (overlong forms, surrogates and values above U+10FFFF are not, RFC 3629).
std::optional<CodePoint> decode_utf8(std::string_view text, std::size_t offset);

/// The offset of the first byte of `text` that is not UTF-8; nothing when all of it is.
std::optional<std::size_t> find_invalid_utf8(std::string_view text);

/// True for characters that a reader does not see as they are: controls, line ends among them, and
/// what changes the direction of writing, hides, or breaks a line. Text of others is shown with
/// them escaped or left out.
bool is_hidden(char32_t value);

/// Appends `value`, a Unicode scalar value, to `out`.
void append_utf8(std::string& out, char32_t value);

/// The number of bytes of the byte order mark that `text` starts with: 3 or 0.
std::size_t byte_order_mark_size(std::string_view text);

}  // namespace relctl::edit
