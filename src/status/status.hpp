// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "config/config.hpp"
#include "deploy/environment_state.hpp"
#include "deploy/holds.hpp"
#include "deploy/path_images.hpp"
#include "plan/history.hpp"
#include "plan/snapshot.hpp"
#include "status/manifests.hpp"

namespace relctl::status {

/// A newer version that a service could get.
struct Waiting {
  std::string version;
  std::string from;         ///< environment that runs it; empty: it is a release
  std::size_t commits = 0;  ///< that change the service, between the two releases; 0: not known
};

/// A service in an environment, as git says.
struct ServiceStatus {
  std::string name;
  deploy::Running running;
  std::optional<plan::Commit> since;     ///< the commit that brought it; nothing: not known
  std::optional<std::string> operation;  ///< of that commit; nothing: no relctl commit explains it
  std::optional<std::string> recorded;   ///< the version that relctl wrote last
  bool is_merged = false;                ///< a commit that was merged explains it
  bool is_untold = false;  ///< the clone is too shallow to tell which commit explains it
  std::optional<Waiting> waiting;
  std::vector<deploy::Hold> holds;  ///< in force, its own before freezes

  /// True for content that no relctl commit explains.
  [[nodiscard]] bool is_drift() const { return !operation.has_value() && !is_untold; }
};

struct EnvironmentStatus {
  std::string name;
  bool is_reached = true;  ///< false: its branch or repository is not here
  std::string unreached;   ///< why, in words; may be empty
  std::vector<ServiceStatus> services;
  std::vector<ManifestsStatus> manifests;  ///< of its rendered paths
  std::vector<deploy::Hold> holds;         ///< in force
  std::vector<deploy::Hold> expired;
  std::vector<std::string> unknown_images;  ///< in its path, of no service
  deploy::PathImages built;                 ///< which image each workload gets
  std::vector<plan::Commit> overrides;      ///< with `Relctl-Override`, since the last promotion
};

/// What runs where. `names` chooses environments; none: all. `time` decides which holds are
/// expired. History is read as far as is needed, and where a shallow clone ends, it ends.
std::vector<EnvironmentStatus> status(const config::Config& config, const plan::Snapshot& snapshot,
                                      const std::vector<std::string>& names, std::int64_t time);

/// The commits that change `service` from one of its releases to a later one, newest first; none
/// where one of them is not known.
std::vector<plan::Commit> commits_between(const config::Config& config,
                                          const plan::Snapshot& snapshot,
                                          const config::Service& service, const std::string& from,
                                          const std::string& to);

}  // namespace relctl::status
