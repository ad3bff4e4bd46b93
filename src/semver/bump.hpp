// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "semver/version.hpp"

namespace relctl::semver {

/// What a bump raises. `release` turns a pre-release into its final version.
enum class Level { major, minor, patch, prerelease, release };

/// The level of that name.
std::optional<Level> level_named(std::string_view name);

/// The name of `level`, as it is typed.
std::string_view to_string(Level level);

/// The version that follows `current`, as node-semver's inc() counts: a level that a pre-release
/// already leads to finishes it (1.3.0-rc.1 minor is 1.3.0), prerelease raises the last number of a
/// pre-release or starts one of the next patch. Build metadata is dropped.
/// With `prerelease_id` major, minor and patch start a pre-release of the version they lead to
/// (1.2.3 minor rc is 1.3.0-rc.0), and prerelease goes on with that id or changes to it.
/// Throws Error(usage) where `release` meets a final version or a `prerelease_id`, or where a
/// change of id would lower the version, and Error(input) for a malformed id or a number beyond 64
/// bits.
Version bump(const Version& current, Level level,
             const std::optional<std::string_view>& prerelease_id = std::nullopt);

/// A version and those that were passed over on the way to it.
struct NextFree {
  Version version;
  std::vector<Version> passed;
};

/// The first version from bump() on that is not in `taken`, where neither a version that differs in
/// build metadata alone nor a pre-release of a taken final version is free. Throws what bump()
/// throws, and Error(conflict) where `release` leads to a taken version, since there is no other.
NextFree next_free(const Version& current, Level level,
                   const std::optional<std::string_view>& prerelease_id,
                   const std::vector<Version>& taken);

/// Whether the pre-release `current` is on the way to a version that `level` asks for: 2.0.0-rc.1
/// leads to a major version, 1.3.0-rc.1 to a minor one, each of them to a patch. A final version
/// leads nowhere.
bool leads_to(const Version& current, Level level);

}  // namespace relctl::semver
