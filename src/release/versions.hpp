// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "config/config.hpp"
#include "plan/snapshot.hpp"
#include "record/releases.hpp"
#include "semver/bump.hpp"
#include "semver/version.hpp"

namespace relctl::release {

/// The version that the service's files hold; nothing when it has none. Throws Error(input) that
/// lists `file: version` where several disagree, and for one that is no semantic version.
std::optional<semver::Version> version_in_files(const config::Service& service, const Tree& tree);

/// The version that a service has.
struct Current {
  /// Highest of version files and reachable releases; 0.0.0 where there is neither.
  semver::Version version;
  std::optional<record::Release> release;  ///< the highest that is reachable
  bool is_known = false;                   ///< false: there is neither file nor release
};

/// The current version of `service` at `commits`, of which usually there is one.
Current current_version(const config::Service& service,
                        const std::vector<record::Release>& releases, const plan::History& history,
                        const std::vector<ObjectId>& commits);

/// What `bump` was asked for, read.
struct Wish {
  std::optional<semver::Version> version;  ///< a plain version
  std::optional<semver::Level> level;      ///< nothing with `automatic` or `version`
  bool automatic = false;                  ///< `auto`: as commits say
  std::optional<std::string> prerelease_id;
};

/// Reads a level's name, `auto` or a version. Throws Error(usage) for anything else, and for a
/// version together with a pre-release id.
Wish read_wish(const std::string& level, const std::optional<std::string>& prerelease_id);

/// True when a service whose source is unchanged since its last release stays at its version: the
/// wish is a level, no `release`, and no first pre-release after a final version.
bool is_optional(const Wish& wish, const Current& current);

/// The level that `wish` means with commits that ask for `automatic_level`.
semver::Level level_of(const Wish& wish, const Current& current, semver::Level automatic_level);

/// The next version and a sentence about each number that was passed over.
struct Next {
  semver::Version version;
  std::vector<std::string> notes;
};

/// The version that `wish` leads to from `current`, past numbers that `releases` (all there are,
/// reachable or not) have taken. Throws Error(conflict) where an explicit version exists or is
/// lower than the current one, and what semver::next_free throws.
Next next_version(const config::Service& service, const Current& current, const Wish& wish,
                  semver::Level level, const std::vector<record::Release>& releases);

}  // namespace relctl::release
