// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "report/style.hpp"

namespace relctl::report {

/// Lines of cells under a headline, in columns that are as wide as they must be. Cells are shown
/// as visible() shows them; the last column is not padded.
std::string table(const std::vector<std::string>& headline,
                  const std::vector<std::vector<std::string>>& rows, const Style& style);

}  // namespace relctl::report
