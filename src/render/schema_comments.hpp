// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace relctl::render {

/// The lines of the YAML `text`, from 1, with a comment that kyaml takes for the schema of the map
/// or list next to it: a JSON object, alone on its line or behind a key or a dash without a value.
/// A merge goes by such a schema instead of the kind's.
std::vector<std::uint32_t> schema_comment_lines(std::string_view text);

}  // namespace relctl::render
