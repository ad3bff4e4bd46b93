// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "check/environment.hpp"

namespace relctl::check {

/// Marks the findings of `environments` that were there `before`: the same check, object and
/// container in the same environment, whatever numbers and hashes stand in names and messages.
void mark_known(std::vector<EnvironmentCheck>& environments,
                const std::vector<EnvironmentCheck>& before);

/// What stays the same of a finding while numbers and hashes change.
std::string finding_key(const Finding& finding);

}  // namespace relctl::check
