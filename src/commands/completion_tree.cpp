// SPDX-License-Identifier: MIT
#include "commands/completion_tree.hpp"

#include <CLI/CLI.hpp>

namespace relctl::commands {
namespace {

std::string first_line(const std::string& text) {
  return text.substr(0, text.find('\n'));
}

/// The members of `{auto,always,never}`, which is how an option with fixed choices names its type.
std::vector<std::string> choices_of(const std::string& type) {
  const std::size_t open = type.find('{');
  const std::size_t close = type.find('}', open);
  if (open == std::string::npos || close == std::string::npos) return {};
  return CLI::detail::split(type.substr(open + 1, close - open - 1), ',');
}

CompletionOption option_of(const CLI::Option& option) {
  CompletionOption result;
  for (const std::string& name : option.get_snames())
    result.names.push_back("-" + name);
  for (const std::string& name : option.get_lnames())
    result.names.push_back("--" + name);
  result.description = first_line(option.get_description());
  result.takes_value = option.get_items_expected_max() != 0;
  const std::string type = option.get_type_name();
  result.takes_file = type.starts_with("FILE");
  result.takes_directory = type.starts_with("DIR");
  result.choices = choices_of(type);
  return result;
}

/// The fixed choices of the first argument.
std::vector<std::string> first_argument(const CLI::App& app) {
  for (const CLI::Option* option : app.get_options()) {
    if (option->get_positional()) return choices_of(option->get_type_name());
  }
  return {};
}

}  // namespace

CompletionCommand completion_tree(const CLI::App& app) {
  CompletionCommand command{app.get_name(), first_line(app.get_description()), {}, {}, {}};
  for (const CLI::Option* option : app.get_options()) {
    if (option->nonpositional()) command.options.push_back(option_of(*option));
  }
  for (const CLI::App* sub : app.get_subcommands({})) {
    command.commands.push_back(completion_tree(*sub));
  }
  command.arguments = first_argument(app);
  return command;
}

}  // namespace relctl::commands
