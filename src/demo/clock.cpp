// SPDX-License-Identifier: MIT
#include "demo/clock.hpp"

#include <chrono>

#include <fmt/chrono.h>

namespace relctl::demo {

std::string now() {
  using std::chrono::duration_cast;
  using std::chrono::milliseconds;
  const auto since =
      duration_cast<milliseconds>(std::chrono::system_clock::now().time_since_epoch());
  const std::time_t seconds = since.count() / 1000;
  return fmt::format("{:%Y-%m-%dT%H:%M:%S}.{:03}Z", fmt::gmtime(seconds), since.count() % 1000);
}

}  // namespace relctl::demo
