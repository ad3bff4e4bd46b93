// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include <CLI/CLI.hpp>

#include "cli/invocation.hpp"

namespace relctl::cli {

/// What `--help` teaches about a command besides its options.
struct Help {
  std::string name;
  std::string sentence;  ///< shown in the overview too
  std::string details;   ///< a paragraph, may be empty
  std::string examples;  ///< lines without indentation
  std::string exits;     ///< lines `CODE  meaning`
};

/// Adds a subcommand with its help.
CLI::App* declare(CLI::App& parent, const Help& help);

/// The whole command tree: the chapters' commands below `relctl`, each with the global options.
void build(CLI::App& root, Invocation& invocation, const std::vector<Chapter>& chapters);

}  // namespace relctl::cli
