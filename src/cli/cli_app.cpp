// SPDX-License-Identifier: MIT
#include "cli/cli_app.hpp"

#include <sstream>
#include <type_traits>

#include "cli/help_formatter.hpp"

namespace relctl::cli {
namespace {

std::string indented(const std::string& lines) {
  std::string result;
  std::istringstream stream(lines);
  for (std::string line; std::getline(stream, line);) {
    result += line.empty() ? "\n" : "  " + line + "\n";
  }
  return result;
}

std::string description(const Command& command) {
  std::string text = command.sentence;
  if (!command.help.details.empty()) text += "\n\n" + command.help.details;
  if (!command.help.examples.empty()) {
    text += "\n\nExamples:\n" + indented(command.help.examples);
  }
  return text;
}

std::string footer(const Help& help) {
  std::string text;
  if (!help.exits.empty()) text = "Exit codes:\n" + indented(help.exits);
  if (!help.closing.empty()) text += "\n" + help.closing;
  return text;
}

CLI::Option* declared(CLI::App& app, const Option& option) {
  return std::visit(
      [&](auto target) -> CLI::Option* {
        using Value = decltype(target);
        if constexpr (std::is_same_v<Value, std::monostate>) {
          return app.set_help_flag(option.names, option.description);
        } else if constexpr (std::is_same_v<Value, bool*>) {
          return app.add_flag(option.names, *target, option.description);
        } else {
          CLI::Option* added = app.add_option(option.names, *target, option.description);
          added->type_name(option.value);
          // `--service a b` is one service, and b something else.
          constexpr bool is_list = std::is_same_v<Value, std::vector<std::string>*>;
          if (is_list && !option.is_argument()) added->allow_extra_args(false);
          return added;
        }
      },
      option.target);
}

void add_option(CLI::App& app, const Option& option) {
  CLI::Option* added = declared(app, option);
  if (!option.group.empty()) added->group(option.group);
  if (option.most != 0) added->expected(option.least, option.most);
  if (option.is_required) added->required();
  if (!option.choices.empty()) added->check(CLI::IsMember(option.choices));
  if (option.wrong != nullptr) added->check(option.wrong);
}

void exclude_each_other(CLI::App& app, const std::vector<std::string>& names) {
  for (const std::string& one : names) {
    for (const std::string& other : names) {
      if (one != other) app.get_option(one)->excludes(app.get_option(other));
    }
  }
}

void fill(CLI::App& app, const Command& command, Invocation& invocation) {
  app.description(description(command));
  app.footer(footer(command.help));
  for (const Option& option : command.options)
    add_option(app, option);
  for (const std::vector<std::string>& names : command.exclusive)
    exclude_each_other(app, names);
  for (const Command& below : command.commands) {
    CLI::App* added = app.add_subcommand(below.name);
    // CLI11 would give it the group of its parent.
    added->group(below.chapter.empty() ? "Subcommands" : below.chapter);
    fill(*added, below, invocation);
  }
  if (!command.commands.empty() && !command.run) app.require_subcommand(1);
  app.callback([&command, &invocation] {
    // Called from the innermost outwards.
    if (!invocation.run) invocation.run = command.run;
  });
}

}  // namespace

std::unique_ptr<CLI::App> cli_app(const Command& root, Invocation& invocation) {
  auto app = std::make_unique<CLI::App>("", root.name);
  app->formatter(std::make_shared<HelpFormatter>());
  app->set_help_flag();
  fill(*app, root, invocation);
  return app;
}

}  // namespace relctl::cli
