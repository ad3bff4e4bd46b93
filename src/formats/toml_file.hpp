// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <toml++/toml.h>

#include "formats/source.hpp"

namespace relctl::formats {

/// The TOML document of `source`. Throws Error(input) with the place of a syntax error.
toml::table parse_toml(const Source& source);

/// The byte where `node`, parsed from `source`, begins. (toml++ counts code points.)
std::size_t toml_offset(const Source& source, const toml::node& node);

/// The value at `keys`, one table inside the other; nullptr where there is none.
const toml::node* toml_find(const toml::table& root, const std::vector<std::string_view>& keys);

/// The string `node` as a spot, without its quotes. Throws Error(input) where it is no string,
/// or one over several lines or with escapes.
Spot toml_string(const Source& source, const toml::node& node, std::string name);

/// Throws Error(input) unless `after` parses to what `before` parses to, with strings changed at
/// the spots alone.
void prove_toml(const Found& before, const std::string& after);

}  // namespace relctl::formats
