// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "config/config.hpp"
#include "plan/history.hpp"
#include "plan/snapshot.hpp"

namespace relctl::deploy {

/// A version that ran, and the commit that brought it.
struct PastVersion {
  std::string version;  ///< empty: it cannot be read
  plan::Commit commit;
  std::optional<std::string> operation;  ///< nothing: no commit of relctl
  bool is_current = false;
  bool is_next_back = false;              ///< where `rollback` would go
  std::optional<ObjectId> revision = {};  ///< the commit that its manifests were rendered from
};

struct ServiceHistory {
  std::string service;
  std::vector<PastVersion> versions;  ///< newest first
};

/// What ran in `environment`, at most `most` versions of each of `services` (none: all); where it
/// is rendered, a version with other manifests is another. Throws Error(system) where the
/// environment, or a shallow clone's history, cannot be read.
std::vector<ServiceHistory> environment_history(const config::Config& config,
                                                const plan::Snapshot& snapshot,
                                                const std::string& environment,
                                                const std::vector<std::string>& services,
                                                std::size_t most);

}  // namespace relctl::deploy
