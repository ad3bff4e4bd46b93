// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "config/config.hpp"
#include "plan/outcome.hpp"
#include "plan/request.hpp"
#include "plan/snapshot.hpp"
#include "release/changes.hpp"
#include "release/survey.hpp"

namespace relctl::release {

/// What is released, and from where.
struct ReleaseSet {
  ObjectId source;     ///< the commit that is released
  bool moved = false;  ///< the target branch has other source: release and branch part, and merge
  std::vector<Survey> releases;
};

/// Adds the plans of the release to `result`: commits, tags with their notes, and the branch's
/// move.
void assemble(const config::Config& config, const plan::Snapshot& snapshot,
              const plan::BumpRequest& request, const ReleaseSet& set, Changes& changes,
              plan::Result& result);

}  // namespace relctl::release
