// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "formats/source.hpp"

namespace relctl::formats {

/// The scalar at `key_path` of the first YAML document that has it.
Found find_yaml(Source source, const std::string& key_path);

/// The YAML text of `found` with `version` at its spot, in the scalar's own quoting; proved.
std::string replace_yaml(const Found& found, const std::string& version);

}  // namespace relctl::formats
