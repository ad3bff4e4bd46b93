// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "config/config.hpp"

namespace relctl::operation {

/// Environments that are kept on one branch of one repository: what one commit can write.
struct SharedPlace {
  const config::Environment* first = nullptr;  ///< null: no environment is meant
  std::vector<std::string> environments;

  [[nodiscard]] bool is_elsewhere() const { return first != nullptr && first->repository; }
};

/// `names` in promotion order, cut where the place changes: what comes later may take from what
/// comes before it. No name gives one place without environments. `config` must outlive it.
std::vector<SharedPlace> shared_places(const config::Config& config,
                                       const std::vector<std::string>& names);

}  // namespace relctl::operation
