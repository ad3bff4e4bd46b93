// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/command.hpp"
#include "cli/invocation.hpp"

namespace relctl::cli {

/// The command `relctl` with all of `chapters`, each with the global options, which go to
/// `invocation`. Where `named` are given, the commands that are not among them stay a name and a
/// sentence, and are left out where the first of `named` is a command.
Command command_tree(const std::vector<Chapter>& chapters, Invocation& invocation,
                     const std::optional<std::vector<std::string>>& named = std::nullopt);

}  // namespace relctl::cli
