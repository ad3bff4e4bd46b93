// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "config/config.hpp"
#include "plan/command_run.hpp"
#include "plan/draft.hpp"
#include "release/survey.hpp"

namespace relctl::release {

/// Writes what the commands of `release.prepare` make of `draft`, which has the new versions
/// already. Without `prepare` nothing runs: the notes that come back name the commands. Throws
/// Error(input) where a command writes what is relctl's, or leaves another version, and what
/// `prepare` throws.
std::vector<std::string> write_prepared(plan::Draft& draft, const config::Config& config,
                                        const std::vector<Survey>& releases,
                                        const plan::Prepare& prepare);

/// Whether a command of `release.prepare` may have written the file at `path`.
bool is_prepared(const config::Config& config, std::string_view path);

}  // namespace relctl::release
