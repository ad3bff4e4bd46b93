// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "semver/version.hpp"

namespace relctl::record {

/// What stands before the semantic version at the end of a tag of any form: `v` of v1.2.3,
/// `app@` of app@1.2.3. Nothing for a tag that ends in none, or whose numbers may go on before it:
/// v1.2.3.4, 2024.10.1.5 and release-2024-1.2.3 hold no semantic version.
std::optional<std::string> tag_prefix(std::string_view tag);

/// The version at the end of such a tag.
std::optional<semver::Version> foreign_version(std::string_view tag);

}  // namespace relctl::record
