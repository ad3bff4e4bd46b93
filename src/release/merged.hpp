// SPDX-License-Identifier: MIT
#pragma once

#include <optional>

#include "config/config.hpp"
#include "plan/outcome.hpp"
#include "plan/request.hpp"
#include "plan/snapshot.hpp"
#include "record/releases.hpp"
#include "release/changes.hpp"

namespace relctl::release {

/// Plans the tags of releases that came with a merged release request and have none yet; nothing
/// where there are none, or where `request` asks for another version. In whatever way a request was
/// merged, its release is known by the trailers of its commit, or, where squashing lost them, by
/// its subject and the version in the version files. Tagged is the commit that is checked out,
/// where it has the same source as the one that brought the release to its line of first parents,
/// else that one. A clone that lacks
/// tags or history is not asked. `releases` are those of the snapshot's tags.
std::optional<plan::Result> merged_releases(const config::Config& config,
                                            const plan::Snapshot& snapshot,
                                            const plan::BumpRequest& request,
                                            record::Releases& releases, Changes& changes);

/// The services that were released from the commit checked out already, unchanged, with version and
/// tag: a job that is run again goes on with them.
plan::Result released_already(const config::Config& config, const plan::Snapshot& snapshot,
                              const plan::BumpRequest& request);

}  // namespace relctl::release
