// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace relctl {

/// relctl's own version, as it stands in trailers and in `--version`.
std::string_view own_version();

/// The commit that this program was built from, as `git describe` names it; "unknown" when it was
/// built from an archive.
std::string_view own_revision();

}  // namespace relctl
