// SPDX-License-Identifier: MIT
#pragma once

#include "cli/context.hpp"
#include "config/config.hpp"
#include "operation/image_check.hpp"
#include "plan/outcome.hpp"
#include "plan/request.hpp"
#include "plan/snapshot.hpp"

namespace relctl::operation {

/// What a plan is held to before it is carried out.
enum class Checks {
  none,       ///< a preview: nothing is asked, and no program runs
  manifests,  ///< `checks`: what environments will run
  all,        ///< `images_policy`, which asks registries, and `checks`
};

/// What `planner` gives, held to `checks`; what `operation` passes is let pass. Throws what
/// with_checked_images() and require_checked_manifests() throw.
plan::Result checked_plan(const config::Config& config, const plan::Snapshot& snapshot,
                          const plan::Operation& operation, Checks checks,
                          const DigestPlanner& planner, cli::Context& context);

}  // namespace relctl::operation
