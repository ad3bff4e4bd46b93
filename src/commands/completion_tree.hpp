// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "cli/command.hpp"

namespace relctl::commands {

/// An option as shells complete it.
struct CompletionOption {
  std::vector<std::string> names;  ///< with their dashes
  std::string description;
  bool takes_value = false;
  bool takes_file = false;
  bool takes_directory = false;
  std::vector<std::string> choices;
  std::string names_kind;  ///< "services" or "environments": names out of relctl.yaml; else empty
};

/// A command with what may follow it.
struct CompletionCommand {
  std::string name;
  std::string sentence;
  std::vector<CompletionOption> options;
  std::vector<CompletionCommand> commands;
  std::vector<std::string> arguments;  ///< words that its first argument may be
  std::string names_kind;              ///< of what its first argument may be, as an option's
};

/// The tree below `command`, for the writers of completions.
CompletionCommand completion_tree(const cli::Command& command);

/// Completion scripts for one shell each.
std::string bash_completion(const CompletionCommand& root);
std::string zsh_completion(const CompletionCommand& root);
std::string fish_completion(const CompletionCommand& root);

}  // namespace relctl::commands
