// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "yaml/document.hpp"

namespace relctl::kustomize {

/// What stands before the first key of `item` of a block list, from the start of its line: blanks,
/// the dash, blanks. Where the dash stands on another line, or an anchor behind it: one blank.
std::string item_open(std::string_view text, const yaml::Node& item);

/// The line behind `item` of a block list whose dash has this column (from 0): behind its content
/// and the comments that are indented deeper than the dash.
std::size_t behind_item(std::string_view text, const yaml::Node& item, std::size_t dash_column);

/// What an item of a new list under a key of the block mapping `root` starts with, as in the first
/// list that is there; "- " when there is none.
std::string list_open(std::string_view text, const yaml::Node& root);

/// The blanks before the keys of the block mapping `root`.
std::string member_indentation(std::string_view text, const yaml::Node& root);

/// True when a blank line separates the last member of the block mapping `root` from the one
/// before.
bool has_blank_lines(std::string_view text, const yaml::Node& root);

/// Where a further member of the block mapping `root` of a document goes: behind everything in it,
/// closing comments included, but before blank lines at its end.
std::size_t document_end(std::string_view text, const yaml::Node& root);

}  // namespace relctl::kustomize
