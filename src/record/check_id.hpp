// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace relctl::record {

/// Whether `text` can be the id of what an operation lets pass: a name such as `memory-limit`, or
/// `command:` and the name of another program.
bool is_check_id(std::string_view text);

}  // namespace relctl::record
