// SPDX-License-Identifier: MIT
#include "commands/completion_tree.hpp"

#include <algorithm>
#include <sstream>

#include "cli/command.hpp"

namespace relctl::commands {
namespace {

/// `-n,--dry-run` as single names, the short ones first.
std::vector<std::string> names_of(const cli::Option& option) {
  std::vector<std::string> names;
  std::istringstream stream(option.names);
  for (std::string name; std::getline(stream, name, ',');)
    names.push_back(name);
  std::stable_partition(names.begin(), names.end(),
                        [](const std::string& name) { return !name.starts_with("--"); });
  return names;
}

std::string kind_of_names(const std::string& option) {
  if (option == "--service") return "services";
  return option == "environment" ? "environments" : "";
}

CompletionOption option_of(const cli::Option& option) {
  CompletionOption result;
  result.names = names_of(option);
  result.description = option.description;
  result.takes_value = !option.value.empty();
  result.takes_file = option.value == "FILE";
  result.takes_directory = option.value == "DIR";
  result.choices = option.choices.empty() ? option.suggestions : option.choices;
  result.names_kind = kind_of_names(option.names);
  return result;
}

}  // namespace

CompletionCommand completion_tree(const cli::Command& command) {
  CompletionCommand result{command.name, command.sentence, {}, {}, {}, {}};
  bool has_argument = false;
  for (const cli::Option& option : command.options) {
    if (!option.is_argument()) {
      result.options.push_back(option_of(option));
    } else if (!has_argument) {
      has_argument = true;
      const CompletionOption argument = option_of(option);
      result.arguments = argument.choices;
      result.names_kind = argument.names_kind;
    }
  }
  for (const cli::Command& below : command.commands)
    result.commands.push_back(completion_tree(below));
  return result;
}

}  // namespace relctl::commands
