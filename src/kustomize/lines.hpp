// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace relctl::kustomize {

/// The offset at which the line that holds byte `offset` starts.
std::size_t line_start(std::string_view text, std::size_t offset);

/// The offset behind the end of the line that holds byte `offset`; the text's size on a last line.
std::size_t next_line(std::string_view text, std::size_t offset);

/// What stands between the start of its line and byte `offset`.
std::string_view line_prefix(std::string_view text, std::size_t offset);

/// True where `text` holds nothing but spaces, tabs and line ends.
bool is_blank(std::string_view text);

/// The line end in use before byte `offset`: that of the nearest earlier line, else of the nearest
/// later one, else a line feed.
std::string_view line_break(std::string_view text, std::size_t offset);

}  // namespace relctl::kustomize
