// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "render/node.hpp"

namespace relctl::render {

/// True when kustomize prints key `left` before `right`: numbers by value, letters last, else by
/// code point. The order has cycles (x10 < x1b < x9 < x10).
bool key_precedes(std::string_view left, std::string_view right);

/// The positions of the keys of `mapping` in the order in which they are printed. Where the order
/// has a cycle, kustomize's own output changes from run to run; this one does not.
std::vector<std::uint32_t> key_order(const Node& mapping);

}  // namespace relctl::render
