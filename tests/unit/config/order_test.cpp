// SPDX-License-Identifier: MIT
#include "config/order.hpp"

#include <doctest/doctest.h>

using relctl::config::find_cycle;
using relctl::config::Predecessors;
using relctl::config::topological_order;

using Indices = std::vector<std::size_t>;

TEST_CASE("things keep their listed order where nothing must come before them") {
  CHECK(topological_order({}).empty());
  CHECK(topological_order({{}, {}, {}}) == Indices{0, 1, 2});
  CHECK(topological_order({{}, {0}, {1}}) == Indices{0, 1, 2});
  CHECK(topological_order({{1}, {2}, {}}) == Indices{2, 1, 0});
  CHECK(topological_order({{2}, {}, {}, {0, 1}}) == Indices{1, 2, 0, 3});
  CHECK(topological_order({{}, {0, 0}}) == Indices{0, 1});
}

TEST_CASE("a cycle is found, without what merely waits for it") {
  CHECK(find_cycle({{}, {0}}).empty());
  CHECK(find_cycle({{0}}) == Indices{0});
  CHECK(find_cycle({{1}, {0}}) == Indices{0, 1});
  CHECK(find_cycle({{1}, {2}, {1}}) == Indices{1, 2});
  CHECK(find_cycle({{}, {0, 3}, {1}, {2}}) == Indices{1, 3, 2});
}

TEST_CASE("long chains and long cycles are no trouble") {
  constexpr std::size_t count = 50'000;
  Predecessors chain(count);
  for (std::size_t i = 0; i + 1 < count; ++i)
    chain[i] = {i + 1};
  CHECK(topological_order(chain).size() == count);
  chain[count - 1] = {0};
  CHECK(find_cycle(chain).size() == count);
}
