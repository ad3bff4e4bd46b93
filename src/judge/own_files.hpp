// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>

#include "config/config.hpp"
#include "judge/evidence.hpp"
#include "judge/territory.hpp"
#include "tree/tree.hpp"

namespace relctl::judge {

/// What is wrong with the file `path` of `.relctl/`, as a phrase; empty when it is in just the form
/// in which relctl writes it.
std::string own_file_fault(const config::Config& config, const std::shared_ptr<const Tree>& tree,
                           const std::string& path);

/// Why the commit may not leave the holds of an environment as they are in the file `path`: a hold
/// is changed and lifted by operations alone, which say so in trailers, or by a revert of one.
/// Empty where it may, and for any other file.
std::string hold_fault(const config::Config& config, const plan::History& history,
                       const Judged& judged, const std::string& path);

/// Why the commit may not leave the list of adopted content as it is: what it adopts anew is what
/// the commit itself has there, unless its trailers are those of `relctl adopt`, which looks at the
/// work tree. Empty where it may, and for any other file.
std::string adoption_fault(const Territory& territory, const Judged& judged,
                           const std::string& path);

}  // namespace relctl::judge
