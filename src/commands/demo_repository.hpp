// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "adopt/sample.hpp"
#include "cli/context.hpp"

namespace relctl::commands {

/// Writes the sample repository to `directory`, which is empty or not there, and gives it a
/// history: a first commit, its release 0.1.0 in every environment, and a change that waits for
/// the next one. All of it or nothing. Commits are by whom git and the environment name; where they
/// name nobody, by a name that is set in the new repository alone, and told.
void make_demo_repository(const std::string& directory, const adopt::SampleChoice& choice,
                          cli::Context& context);

}  // namespace relctl::commands
