// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "config/config.hpp"
#include "deploy/deploy.hpp"
#include "deploy/environment_log.hpp"
#include "plan/snapshot.hpp"

namespace relctl::deploy {

/// A version that a service ran, and with what.
struct Stop {
  std::string version;
  Deployed state;
  std::shared_ptr<const Tree> tree;  ///< the last one that had it
  plan::Commit began;
};

/// Where a service in an environment can go back to.
struct WayBack {
  std::optional<Stop> before;     ///< the version before that was not rolled back from
  std::optional<Stop> asked;      ///< the version that was asked for, when it ran here
  bool came_by_rollback = false;  ///< what runs now was written by a rollback
};

/// The ways back of `services` by the history of `place`; with `version`, the newest time that it
/// ran. The history is read as far as that needs, once for all services.
std::map<std::string, WayBack> ways_back(const plan::Place& place,
                                         const config::Environment& environment,
                                         const std::vector<const config::Service*>& services,
                                         const std::optional<std::string>& version);

/// The version that an era's state or records say; nothing when it cannot be known.
std::optional<std::string> version_of(const Era& era, const config::Service& service);

}  // namespace relctl::deploy
