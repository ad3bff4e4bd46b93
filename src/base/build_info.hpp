// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>
#include <utility>
#include <vector>

namespace relctl {

/// relctl's own version, as it stands in trailers and in `--version`.
std::string_view own_version();

/// The commit that this program was built from, as `git describe` names it; "unknown" when it was
/// built from an archive.
std::string_view own_revision();

/// The libraries that it was built with, each with its version.
std::vector<std::pair<std::string_view, std::string_view>> own_libraries();

}  // namespace relctl
