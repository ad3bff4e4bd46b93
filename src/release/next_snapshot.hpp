// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "config/config.hpp"
#include "plan/outcome.hpp"
#include "plan/request.hpp"
#include "plan/snapshot.hpp"
#include "release/survey.hpp"

namespace relctl::release {

/// Adds to the plans of `result`, which release `releases`, the commit behind them in which
/// services with `next_snapshot` begin their next version: 1.2.4-SNAPSHOT after 1.2.3, as Maven's
/// release plugin does. The branch moves to it instead. Nothing is added for pre-releases, for a
/// service whose files say another version on the branch by now, and for a request that is yet to
/// be merged.
void begin_next(const config::Config& config, const plan::Snapshot& snapshot,
                const plan::BumpRequest& request, const std::vector<Survey>& releases,
                plan::Result& result);

}  // namespace relctl::release
