// SPDX-License-Identifier: MIT
#include "operation/checked_plan.hpp"

#include "operation/manifest_check.hpp"

namespace relctl::operation {

plan::Result checked_plan(const config::Config& config, const plan::Snapshot& snapshot,
                          const plan::Operation& operation, Checks checks,
                          const DigestPlanner& planner, cli::Context& context) {
  plan::Result result =
      checks == Checks::all
          ? with_checked_images(config, snapshot, operation.passed, planner, context)
          : planner({});
  if (checks != Checks::none)
    require_checked_manifests(config, snapshot, operation, context, result);
  return result;
}

}  // namespace relctl::operation
