// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "config/config.hpp"
#include "plan/history.hpp"
#include "semver/auto_level.hpp"
#include "semver/version.hpp"
#include "tree/tree.hpp"

namespace relctl::release {

/// What the commits that `source` reaches and none of `hidden` does ask for, by Conventional
/// Commits and the configured rules. Those count that change source files of `service`, besides
/// - merges whose pull request has a title with a type, where they bring such changes;
/// - where there is one service, commits without any change that hold a `Release-As:` footer.
/// `commits` of the answer is empty where none counts.
semver::AutoLevel automatic_level(const config::Config& config, const config::Service& service,
                                  const plan::History& history, const ObjectId& source,
                                  const std::vector<ObjectId>& hidden,
                                  const semver::Version& current);

}  // namespace relctl::release
