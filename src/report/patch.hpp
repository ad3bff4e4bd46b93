// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "report/style.hpp"

namespace relctl::report {

/// A git patch as `git diff --color` shows it; as it is where the style has no colour.
std::string styled_patch(std::string_view patch, const Style& style);

}  // namespace relctl::report
