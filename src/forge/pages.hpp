// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string_view>

#include "config/config.hpp"
#include "forge/place.hpp"
#include "notes/links.hpp"

namespace relctl::forge {

/// The pages of the repository behind the git remote at the address `remote`; nothing where it is
/// not on a forge that is known.
std::optional<notes::Links> find_links(std::string_view remote, const config::Forge& config,
                                       const EnvironmentLookup& environment);

}  // namespace relctl::forge
