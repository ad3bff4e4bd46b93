// SPDX-License-Identifier: MIT
#include "operation/places.hpp"

#include <algorithm>

namespace relctl::operation {

std::vector<SharedPlace> shared_places(const config::Config& config,
                                       const std::vector<std::string>& names) {
  if (names.empty()) return {SharedPlace{}};
  for (const std::string& name : names)
    config::environment(config, name);
  std::vector<SharedPlace> places;
  for (const config::Environment& each : config.environments) {
    if (std::find(names.begin(), names.end(), each.name) == names.end()) continue;
    const bool is_same = !places.empty() && places.back().first->repository == each.repository &&
                         places.back().first->branch == each.branch;
    if (!is_same) places.push_back({&each, {}});
    places.back().environments.push_back(each.name);
  }
  return places;
}

}  // namespace relctl::operation
