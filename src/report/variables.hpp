// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include <nlohmann/json_fwd.hpp>

namespace relctl::report {

/// A JSON answer as lines `RELCTL_NAME=value` that a POSIX shell reads: the name is the way to the
/// value, and what has a `name` stands under that instead of its list's. Null is the empty value,
/// lists of plain values are one value, with blanks between them.
std::string variables_of(const nlohmann::ordered_json& answer);

}  // namespace relctl::report
