// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

#include "cli/command.hpp"

namespace relctl::commands {

/// Declares --wait: how long images, signatures and attestations may still take to come.
void add_wait(cli::Command& command, std::optional<std::string>& wait);

/// Lets the command wait from now on for as long as `wait` says; nothing: not at all. Throws
/// Error(usage) for a text that is no time.
void begin_wait(const std::optional<std::string>& wait, cli::Context& context);

}  // namespace relctl::commands
