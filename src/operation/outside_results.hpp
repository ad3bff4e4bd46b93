// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "check/finding.hpp"
#include "config/config.hpp"
#include "process/run.hpp"

namespace relctl::operation {

/// One thing that another program found.
struct OutsideResult {
  std::string message;
  std::size_t line = 0;  ///< of the manifests that it was given; 0: of all of them
  check::Level level = check::Level::error;
};

/// What the program of `command`, which ended on its own, says in its output and by its exit code.
/// Throws Error(input) where it says nothing that can be read: no SARIF log, or a failure without a
/// line.
std::vector<OutsideResult> outside_results(const config::CheckCommand& command,
                                           const process::Output& output);

}  // namespace relctl::operation
