// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <optional>

#include "config/config.hpp"
#include "plan/snapshot.hpp"

namespace relctl::plan {

/// True when `environment` is kept on the snapshot's target branch.
bool is_on_target(const config::Environment& environment, const Snapshot& snapshot);

/// Where `environment` is kept; nothing when the snapshot does not reach it.
std::optional<Place> place_of(const config::Environment& environment, const Snapshot& snapshot);

/// The snapshot of the branch that releases are made from: the origin, or `snapshot` itself.
const Snapshot& origin_of(const Snapshot& snapshot);

/// The tip of the target branch, or what is checked out where it has none.
ObjectId tip_of(const Snapshot& snapshot);

/// The tree at the tip of `place`; an empty one where there is no tip.
std::shared_ptr<const Tree> tree_at(const Place& place);

/// The tree that `environment` is read from: `draft` on the target branch, else the tip of its
/// place; an empty one where the snapshot does not reach it.
std::shared_ptr<const Tree> tree_of(const config::Environment& environment,
                                    const Snapshot& snapshot,
                                    const std::shared_ptr<const Tree>& draft);

}  // namespace relctl::plan
