// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "formats/source.hpp"
#include "json/document.hpp"

namespace relctl::formats {

/// The string `value`, parsed from `source`, as a spot. Throws Error(input) where it is no string.
Spot json_string(const Source& source, const json::Value& value, std::string name);

/// The string at `key_path` of a JSON file.
Found find_json(Source source, const std::string& key_path);

/// The JSON text of `found` with `version` at each spot; proved.
std::string replace_json(const Found& found, const std::string& version);

}  // namespace relctl::formats
