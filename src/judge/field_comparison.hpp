// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <string>
#include <vector>

#include "judge/file_fields.hpp"

namespace relctl::judge {

/// True when the two have the same keys and values, wherever they stand.
bool same_fields(const std::map<std::string, Field>& a, const std::map<std::string, Field>& b);

/// A key path at which the two differ, one that `after` has if there is one; empty when they are
/// the same.
std::string first_difference(const std::map<std::string, Field>& before,
                             const std::map<std::string, Field>& after);

/// True when each field of the rest is as one of `sources` has it, or missing as there.
bool is_mixture(const FileFields& fields, const std::vector<FileFields>& sources);

/// SHA-1 (40 hexadecimal digits) of the rest of a file: the same for two files that differ in
/// images, carried values, comments and layout alone.
std::string fingerprint(const FileFields& fields);

}  // namespace relctl::judge
