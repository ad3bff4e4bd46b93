// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "demo/route.hpp"

namespace relctl::demo {

/// `routes` as a page of HTML that needs no other file.
std::string docs(const std::vector<Route>& routes, const std::string& version);

}  // namespace relctl::demo
