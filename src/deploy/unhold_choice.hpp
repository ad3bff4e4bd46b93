// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "deploy/holds.hpp"
#include "plan/request.hpp"

namespace relctl::deploy {

/// The holds among `holds` that an unhold lifts: the one with the id; those of the services named;
/// else the freeze, or where there is none the only hold. Throws Error(conflict), listing them,
/// where one is meant and there are several, and where no hold has the id.
std::vector<Hold> choose_lifted(const std::vector<Hold>& holds, const plan::HoldRequest& request);

}  // namespace relctl::deploy
