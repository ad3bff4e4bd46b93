// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/command.hpp"
#include "plan/request.hpp"

namespace relctl::commands {

/// What `bump` and `promote` are asked to let pass.
struct OverrideOptions {
  std::vector<std::string> checks;  ///< ids
  std::optional<std::string> reason;
};

/// Declares --override and --reason.
void add_overrides(cli::Command& command, OverrideOptions& options);

/// What is let pass, and why. Throws Error(usage) for an id that there is not, and for an override
/// without a reason.
std::vector<plan::PassedCheck> passed_checks(const OverrideOptions& options);

}  // namespace relctl::commands
