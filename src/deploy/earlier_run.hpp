// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "config/config.hpp"
#include "plan/outcome.hpp"
#include "plan/snapshot.hpp"
#include "record/once.hpp"

namespace relctl::deploy {

/// Adds the answer that an earlier run of an operation on `environment` gave: what its commit says
/// that it gave to services named in `named`, and what it did to files, holds and manifests.
void add_earlier_run(const config::Config& config, const plan::Snapshot& snapshot,
                     const config::Environment& environment, const record::Earlier& earlier,
                     const std::vector<std::string>& named, plan::Result& result);

}  // namespace relctl::deploy
