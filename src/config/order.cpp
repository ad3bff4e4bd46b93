// SPDX-License-Identifier: MIT
#include "config/order.hpp"

#include <algorithm>
#include <functional>
#include <limits>
#include <queue>

namespace relctl::config {

std::vector<std::size_t> topological_order(const Predecessors& predecessors) {
  std::vector<std::vector<std::size_t>> followers(predecessors.size());
  std::vector<std::size_t> waits_for(predecessors.size(), 0);
  std::priority_queue<std::size_t, std::vector<std::size_t>, std::greater<>> ready;
  for (std::size_t index = 0; index < predecessors.size(); ++index) {
    waits_for[index] = predecessors[index].size();
    if (predecessors[index].empty()) ready.push(index);
    for (const std::size_t before : predecessors[index])
      followers[before].push_back(index);
  }
  std::vector<std::size_t> order;
  while (!ready.empty()) {
    const std::size_t index = ready.top();
    ready.pop();
    order.push_back(index);
    for (const std::size_t follower : followers[index]) {
      if (--waits_for[follower] == 0) ready.push(follower);
    }
  }
  return order;
}

std::vector<std::size_t> find_cycle(const Predecessors& predecessors) {
  std::vector<bool> in_order(predecessors.size(), false);
  for (const std::size_t index : topological_order(predecessors))
    in_order[index] = true;
  const auto start = std::find(in_order.begin(), in_order.end(), false);
  if (start == in_order.end()) return {};
  // What is in no order waits for something else that is in none: following that leads round.
  constexpr std::size_t unseen = std::numeric_limits<std::size_t>::max();
  std::vector<std::size_t> seen_at(predecessors.size(), unseen);
  std::vector<std::size_t> walk;
  auto current = static_cast<std::size_t>(start - in_order.begin());
  while (seen_at[current] == unseen) {
    seen_at[current] = walk.size();
    walk.push_back(current);
    const auto& before = predecessors[current];
    current = *std::find_if(before.begin(), before.end(),
                            [&](std::size_t index) { return !in_order[index]; });
  }
  return {walk.begin() + static_cast<std::ptrdiff_t>(seen_at[current]), walk.end()};
}

}  // namespace relctl::config
