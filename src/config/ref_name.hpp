// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace relctl::config {

/// True for a branch or tag name that git takes (git-check-ref-format), except that it must not
/// begin with `-`, which would read as an option.
bool is_ref_name(std::string_view name);

}  // namespace relctl::config
