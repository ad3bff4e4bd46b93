// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "config/config.hpp"
#include "tree/tree.hpp"

namespace relctl::judge {

/// Why the file `path` of `actual`, which an operation left, is not what it should have left there:
/// a phrase. Empty when the two differ in layout alone.
std::string difference_of(const config::Config& config, const Tree& expected, const Tree& actual,
                          const std::string& path);

}  // namespace relctl::judge
