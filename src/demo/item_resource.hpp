// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

#include "demo/http.hpp"
#include "demo/items.hpp"

namespace relctl::demo {

inline constexpr std::size_t usual_page = 20;
inline constexpr std::size_t longest_page = 100;

/// `/items` and `/items/{id}` over HTTP. All throw Problem for a request that cannot be done.
Response list_items(const Items& items, const Request& request);
Response create_item(Items& items, const Request& request);
Response get_item(const Items& items, const Request& request);
Response delete_item(Items& items, const Request& request);

}  // namespace relctl::demo
