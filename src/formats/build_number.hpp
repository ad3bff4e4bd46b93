// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "formats/source.hpp"

namespace relctl::formats {

/// What a release does with the build number behind a version (`45` of `1.2.3+45`), which app
/// stores count by and which is no part of the version that is released.
enum class BuildNumber { keep, increment, drop };

/// The build metadata of a version: what follows its `+`; nothing where there is none.
std::optional<std::string> build_of(std::string_view version);

/// Takes the build numbers out of the values of `found`, and has its spots hold `version` with the
/// build number that `rule` makes of each. A version that is there already, or that brings a build
/// of its own, stays as it is. Throws Error(input) with the place of a build that cannot be counted
/// up.
void apply_build_number(Found& found, const std::string& version, BuildNumber rule);

/// Takes the build numbers out of the values of `found`.
void drop_build_numbers(Found& found);

}  // namespace relctl::formats
