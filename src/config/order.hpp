// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <vector>

namespace relctl::config {

/// What must come before each of several things, by index.
using Predecessors = std::vector<std::vector<std::size_t>>;

/// The things in an order in which each comes after its predecessors, and otherwise as they are
/// listed; shorter than `predecessors` where a cycle prevents it.
std::vector<std::size_t> topological_order(const Predecessors& predecessors);

/// A cycle, as indices of which each names the next as predecessor and the last the first; empty
/// when there is none.
std::vector<std::size_t> find_cycle(const Predecessors& predecessors);

}  // namespace relctl::config
