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
#include "record/trailers.hpp"

namespace relctl::deploy {

/// Plans the holds of `request`: each service named stays at the version that it runs there now;
/// without a name the environment is frozen, for services that come later too. Holds that lie there
/// stay: one in force with the same words by the same person is enough (unchanged). Nothing is
/// deployed. Throws Error(usage) for a last day that is none, or is over.
plan::Result hold(const config::Config& config, const plan::Snapshot& snapshot,
                  const plan::HoldRequest& request);

/// Plans the end of holds, expired ones too: of the one with the id; of those of the services
/// named; else of the freeze, or where there is none of the only hold. Where that could mean
/// several, and `request` does not say all, Error(conflict) lists them. A service named that
/// nothing holds is unchanged, one that a freeze holds is held.
plan::Result unhold(const config::Config& config, const plan::Snapshot& snapshot,
                    const plan::HoldRequest& request);

/// A hold made by `operation`. Throws Error(usage) for a last day that is none, or is over.
/// Without a service it is a freeze.
Hold new_hold(const plan::Operation& operation, const std::optional<std::string>& service,
              const std::optional<std::string>& version, const std::optional<std::string>& reason,
              const std::optional<std::string>& until);

/// A rollback whose hold is to be written.
struct RolledBack {
  const plan::RollbackRequest& request;
  std::string before;  ///< what ran, in words
  bool push = false;   ///< commands are told with it
};

/// Holds the service of `outcome` at the version that a rollback brought, in the place of an
/// earlier rollback's hold: those of people outlast it.
void keep_rolled_back(std::vector<Hold>& holds, const RolledBack& back,
                      plan::ServiceOutcome& outcome, record::Record& record, plan::Result& result);

}  // namespace relctl::deploy
