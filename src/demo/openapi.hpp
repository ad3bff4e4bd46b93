// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "demo/route.hpp"

namespace relctl::demo {

/// The OpenAPI 3.1 document of `routes`.
Json openapi(const std::vector<Route>& routes, const std::string& version);

}  // namespace relctl::demo
