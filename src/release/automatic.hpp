// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "config/config.hpp"
#include "plan/history.hpp"
#include "semver/auto_level.hpp"
#include "semver/version.hpp"

namespace relctl::release {

/// The level that `commits`, children before parents, ask for by Conventional Commits and the
/// configured rules.
semver::AutoLevel automatic_level(const std::vector<plan::Commit>& commits,
                                  const config::AutoRules& rules, const semver::Version& current);

}  // namespace relctl::release
