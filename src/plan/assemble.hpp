// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "config/config.hpp"
#include "plan/outcome.hpp"
#include "plan/request.hpp"
#include "plan/snapshot.hpp"
#include "plan/survey.hpp"

namespace relctl::plan {

/// What is released, and from where.
struct ReleaseSet {
  ObjectId source;     ///< the commit that is released
  bool moved = false;  ///< the target branch has other source: release and branch part, and merge
  std::vector<Survey> releases;
};

/// Adds the plans of the release to `result`: commits, tags and the branch's move.
void assemble(const config::Config& config, const Snapshot& snapshot, const BumpRequest& request,
              const ReleaseSet& set, Result& result);

}  // namespace relctl::plan
