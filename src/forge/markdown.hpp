// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace relctl::forge {

/// `text` as inline code, in which no forge looks for mentions, links, HTML or references. On one
/// line; what a reader could not see (control characters, reversed writing) is written out. With
/// `in_table` a "|" does not end the cell.
std::string inline_code(std::string_view text, bool in_table = false);

/// `text` in a fence that nothing inside can close, marked as `language`.
std::string fenced(std::string_view text, std::string_view language);

/// `text` as one line of plain text, cut at `most` bytes.
std::string shortened(std::string_view text, std::size_t most);

/// The first lines of `text` that have at most `most` bytes together.
std::string_view first_lines(std::string_view text, std::size_t most);

}  // namespace relctl::forge
