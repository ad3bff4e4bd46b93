// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>

#include "config/config.hpp"
#include "tree/tree.hpp"

namespace relctl::judge {

/// What is wrong with the file `path` of `.relctl/`, as a phrase; empty when it is in just the form
/// in which relctl writes it.
std::string own_file_fault(const config::Config& config, const std::shared_ptr<const Tree>& tree,
                           const std::string& path);

}  // namespace relctl::judge
