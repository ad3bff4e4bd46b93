// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "config/config.hpp"
#include "plan/snapshot.hpp"
#include "release/changes.hpp"
#include "release/survey.hpp"

namespace relctl::release {

/// Notes what the commits since the release before tell of each of `releases`, made from `source`,
/// for which that is written down.
void tell(const config::Config& config, const plan::Snapshot& snapshot, const ObjectId& source,
          Changes& changes, std::vector<Survey>& releases);

/// What the tag says of a release: as its `changelog` says it, where there is one, else as its
/// commits tell it.
std::string tag_notes(const config::Config& config, const Survey& release,
                      const std::optional<std::string>& changelog);

}  // namespace relctl::release
