// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "config/config.hpp"
#include "plan/draft.hpp"
#include "tree/tree.hpp"

namespace relctl::deploy {

/// Copies what `environment` carries for `service` to its path in `draft`: whole files, or the
/// values of keys, from below the path `from` of `source`. A file that is not there is deleted.
/// Throws Error(input) where a key is missing on either side, or a file to be edited.
void carry(plan::Draft& draft, const config::Environment& environment,
           const config::Service& service, const Tree& source, const std::string& from);

}  // namespace relctl::deploy
