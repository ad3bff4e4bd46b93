// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "check/environment.hpp"
#include "cli/context.hpp"
#include "config/config.hpp"
#include "operation/outside_checks.hpp"
#include "plan/outcome.hpp"
#include "plan/request.hpp"
#include "plan/snapshot.hpp"
#include "tree/tree.hpp"

namespace relctl::operation {

/// The day in UTC, such as 2027-01-31.
std::string today(const cli::Context& context);

/// What is found in each of `environments` as `after` has them, was not found in `before`, counts,
/// and is let pass by nothing in `config`. An environment in which nothing is new is left out,
/// unless it cannot be built. `outside` is what other programs find besides; empty: nobody is
/// asked.
std::vector<check::EnvironmentCheck> new_findings(
    const Tree& before, const Tree& after, const config::Config& config,
    const std::vector<const config::Environment*>& environments, const std::string& day,
    const OutsideFindings& outside = {});

/// Holds what the environments that `result` writes will run to `checks` of relctl.yaml, where it
/// stands. Each is built before and after; what was found before is known. Throws Error(conflict)
/// that lists what is new, unless `operation` passes its check. An environment that cannot be built
/// after it is told in the notes of `result`. Programs of checks.commands are run, and what they
/// throw is thrown.
void require_checked_manifests(const config::Config& config, const plan::Snapshot& snapshot,
                               const plan::Operation& operation, const cli::Context& context,
                               plan::Result& result);

}  // namespace relctl::operation
