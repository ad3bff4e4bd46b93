// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "yaml/document.hpp"

namespace relctl::yaml {

/// `value` in `style`, which is not literal or folded: single quotes become double quotes where
/// they cannot hold the value, and a plain scalar is quoted as quote_if_needed does. Throws
/// Error(input) for a value that is not UTF-8.
std::string write_scalar(std::string_view value, Style style);

/// True when YAML 1.1 and 1.2 both read `word` as a plain scalar that is a string, wherever it
/// stands.
bool reads_as_string(std::string_view word);

}  // namespace relctl::yaml
