// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "config/config.hpp"
#include "deploy/environment_reader.hpp"
#include "deploy/environment_state.hpp"
#include "deploy/holds.hpp"
#include "plan/snapshot.hpp"
#include "semver/version.hpp"

namespace relctl::deploy {

/// An environment that comes before the one that is promoted to.
class Predecessor {
 public:
  /// `draft` is the target branch as far as it is planned already.
  Predecessor(const config::Environment& environment, const plan::Snapshot& snapshot,
              const std::shared_ptr<const Tree>& draft);

  [[nodiscard]] const config::Environment& environment() const { return environment_; }
  [[nodiscard]] bool is_reached() const { return place_.has_value(); }
  [[nodiscard]] const std::shared_ptr<const Tree>& tree() const { return tree_; }
  [[nodiscard]] const std::vector<Hold>& holds() const { return holds_; }

  /// What `service` runs there.
  Running state_of(const config::Service& service);

  /// True when it ran `version` of `service` at any time.
  bool ever_ran(const config::Service& service, const semver::Version& version) const;

 private:
  const config::Environment& environment_;
  std::optional<plan::Place> place_;
  std::shared_ptr<const Tree> tree_;
  std::vector<Hold> holds_;
  EnvironmentReader reader_;
};

/// The environments before `environment`: those that `after` names, then theirs.
std::vector<Predecessor> predecessors_of(const config::Config& config,
                                         const config::Environment& environment,
                                         const plan::Snapshot& snapshot,
                                         const std::shared_ptr<const Tree>& draft);

}  // namespace relctl::deploy
