// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include <nlohmann/json_fwd.hpp>

#include "base/error.hpp"
#include "report/style.hpp"

namespace relctl::report {

/// An error for people: `file:line:column: message` (`error: message` where no place is known), the
/// source line with a caret under the column, and a `hint:` line each. Ends with a line end.
std::string to_text(const Error& error, const Style& style);

/// An error for programs: {code, kind, message, hints, file, line}; `file` and `line` are null
/// where they are not known.
nlohmann::ordered_json to_json(const Error& error);

}  // namespace relctl::report
