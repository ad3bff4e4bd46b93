// SPDX-License-Identifier: MIT
#include "base/recent.hpp"

#include <stdexcept>
#include <string>

#include <doctest/doctest.h>

namespace relctl {
namespace {

TEST_CASE("a value is made once while it is asked about") {
  Recent<int, std::string> recent(10);
  int made = 0;
  const auto make = [&] { return std::to_string(++made); };
  CHECK(*recent.get(1, 5, make) == "1");
  for (int key = 2; key < 20; ++key) {
    recent.get(key, 5, make);
    CHECK(*recent.get(1, 5, make) == "1");
  }
}

TEST_CASE("what is asked about no more is let go, and made anew") {
  Recent<int, std::string> recent(10);
  int made = 0;
  const auto make = [&] { return std::to_string(++made); };
  const auto first = recent.get(1, 5, make);
  for (int key = 2; key < 8; ++key)
    recent.get(key, 5, make);
  CHECK(first.use_count() == 1);
  CHECK(*recent.get(1, 5, make) == "8");
}

TEST_CASE("nothing is kept of a value that could not be made") {
  Recent<int, std::string> recent(10);
  const auto fail = []() -> std::string { throw std::runtime_error("no"); };
  CHECK_THROWS(recent.get(1, 5, fail));
  CHECK(*recent.get(1, 5, [] { return std::string("now"); }) == "now");
}

}  // namespace
}  // namespace relctl
