// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "yaml/document.hpp"

namespace relctl::formats {

/// The TOML document `text` as the node that YAML would read of the same tables: for readers of
/// settings that are written in either. Nodes have no places, and tables list their keys by name;
/// dates and numbers are texts. Throws Error(input) with the place of a syntax error in `file`.
yaml::Node read_toml(std::string_view text, std::string_view file);

}  // namespace relctl::formats
