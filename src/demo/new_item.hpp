// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "demo/items.hpp"

namespace relctl::demo {

/// The item that a request's body describes. Throws Problem: 400 where it is not JSON, 422 with
/// everything that is wrong where it is not an item.
NewItem read_new_item(const std::string& body);

}  // namespace relctl::demo
