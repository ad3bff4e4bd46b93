// SPDX-License-Identifier: MIT
#pragma once

#include "config/config.hpp"
#include "plan/outcome.hpp"
#include "plan/request.hpp"
#include "plan/snapshot.hpp"

namespace relctl::deploy {

/// Plans the way back of services in one environment, and a hold so that the next promotion does
/// not undo it: the version before by the environment's own history, with the digests and what was
/// carried then, or the version that was asked for. Versions that were rolled back from, and not
/// promoted since, are passed over.
///
/// A service that a rollback brought to its version and still holds there stays unless a version
/// is asked for: a run that is repeated goes back once. Holds by anybody else stop no rollback, and
/// stay; one of an earlier rollback is replaced. A service that never ran another version there is
/// absent.
plan::Result rollback(const config::Config& config, const plan::Snapshot& snapshot,
                      const plan::RollbackRequest& request);

}  // namespace relctl::deploy
