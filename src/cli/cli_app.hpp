// SPDX-License-Identifier: MIT
#pragma once

#include <memory>

#include <CLI/CLI.hpp>

#include "cli/command.hpp"
#include "cli/invocation.hpp"

namespace relctl::cli {

/// CLI11's view of `root`: parsing it fills what the options go to, and gives `invocation` the run
/// function of the innermost command that has one. Both have to live as long as it does.
std::unique_ptr<CLI::App> cli_app(const Command& root, Invocation& invocation);

}  // namespace relctl::cli
