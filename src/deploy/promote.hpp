// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "config/config.hpp"
#include "plan/outcome.hpp"
#include "plan/request.hpp"
#include "plan/snapshot.hpp"

namespace relctl::deploy {

/// Plans the promotion of `request` to one or more environments of one branch: one commit. The
/// environments are taken in promotion order, each sees what the ones before it get. For each
/// service in each of them, in this order:
/// - done already: unchanged;
/// - the environment runs something newer: superseded, unless a downgrade is allowed;
/// - held there: held, naming the hold;
/// - its images differ from each other and no version was asked for, or the predecessor does not
///   tell a version: absent;
/// - else it gets the version, its digests and what is carried.
///
/// Throws Error(usage) for environments on different branches, Error(conflict) for versions that
/// do not exist or may not come, and where a service went back since it was first planned.
plan::Result promote(const config::Config& config, const plan::Snapshot& snapshot,
                     const plan::PromoteRequest& request);

/// What `result`, of the first planning, saw: for PromoteRequest::seen of later ones.
std::vector<plan::Seen> seen_in(const plan::Result& result);

}  // namespace relctl::deploy
