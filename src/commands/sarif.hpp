// SPDX-License-Identifier: MIT
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "report/checks.hpp"

namespace relctl::commands {

/// What was found as SARIF 2.1.0: one run, all checks as its rules, places relative to the root of
/// the repository. `compared`: some findings are known, so each says whether it is new.
nlohmann::ordered_json sarif_of(const report::Checked& checked, bool compared);

/// What was found as GitLab's code quality report.
nlohmann::ordered_json code_quality_of(const report::Checked& checked);

}  // namespace relctl::commands
