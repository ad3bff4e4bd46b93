// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "config/config.hpp"
#include "deploy/holds.hpp"
#include "plan/outcome.hpp"
#include "plan/request.hpp"
#include "plan/snapshot.hpp"

namespace relctl::deploy {

/// Plans the holds of `request`: each service stays at the version that it runs there now. A hold
/// in force with the same words is kept (unchanged), another is replaced. Nothing is deployed.
/// Throws Error(usage) for a last day that is none, or is over.
plan::Result hold(const config::Config& config, const plan::Snapshot& snapshot,
                  const plan::HoldRequest& request);

/// Plans the end of the holds of `request`, expired ones too. A service named that is not held is
/// unchanged.
plan::Result unhold(const config::Config& config, const plan::Snapshot& snapshot,
                    const plan::HoldRequest& request);

/// A hold made by `operation`. Throws Error(usage) for a last day that is none, or is over.
Hold new_hold(const plan::Operation& operation, const std::string& service,
              const std::optional<std::string>& version, const std::optional<std::string>& reason,
              const std::optional<std::string>& until);

/// Puts `hold` in the place of one of the same service, if there is one.
void replace_hold(std::vector<Hold>& holds, Hold hold);

}  // namespace relctl::deploy
