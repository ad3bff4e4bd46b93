// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <optional>
#include <string>

#include "cli/context.hpp"
#include "process/run.hpp"

namespace relctl::operation {

/// Variables of a program's environment, as process::Command has them.
using ToolVariables = std::map<std::string, std::optional<std::string>>;

/// Those of the user's variables that programs named in relctl.yaml get: none that may hold a
/// secret. A proxy's address may hold a login; such a one is left out.
ToolVariables harmless_variables(const cli::Context& context);

/// The end of what a program said: its errors, else its output; without secrets.
std::string last_words(const process::Output& output);

}  // namespace relctl::operation
