// SPDX-License-Identifier: MIT
#include "cli/parse.hpp"

#include <algorithm>
#include <memory>
#include <ostream>
#include <utility>

#include <CLI/CLI.hpp>

#include "base/error.hpp"
#include "base/nearest.hpp"
#include "cli/cli_app.hpp"
#include "cli/command_tree.hpp"
#include "cli/version.hpp"

namespace relctl::cli {
namespace {

/// The innermost command that was recognised before the error.
const CLI::App* innermost(const CLI::App& app) {
  const auto parsed = app.get_subcommands();
  return parsed.empty() ? &app : innermost(*parsed.back());
}

std::vector<std::string> option_names(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::Option* option : app.get_options()) {
    for (const std::string& name : option->get_lnames())
      names.push_back("--" + name);
    for (const std::string& name : option->get_snames())
      names.push_back("-" + name);
  }
  return names;
}

std::vector<std::string> command_names(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::App* sub : app.get_subcommands({}))
    names.push_back(sub->get_name());
  return names;
}

std::string full_name(const CLI::App& app) {
  return app.get_parent() == nullptr ? app.get_name()
                                     : full_name(*app.get_parent()) + ' ' + app.get_name();
}

Error not_understood(const CLI::App& root, const CLI::ParseError& error) {
  const CLI::App& app = *innermost(root);
  const std::vector<std::string> rest = root.remaining(true);
  std::string message = error.what();
  std::optional<std::string> meant;
  if (!rest.empty()) {
    const std::string& word = rest.front();
    const bool is_option = word.starts_with('-');
    message = full_name(app) + " knows no " + (is_option ? "option" : "command or argument") +
              " \"" + word + "\"";
    meant = nearest(is_option ? word.substr(0, word.find('=')) : word,
                    is_option ? option_names(app) : command_names(app));
  } else if (dynamic_cast<const CLI::RequiredError*>(&error) != nullptr) {
    message = full_name(app) + ": " + message;
  }
  Error result(ErrorKind::usage, message);
  if (meant) result.hint("did you mean \"" + *meant + "\"?");
  result.hint("\"" + full_name(app) + " --help\" tells what it takes");
  return result;
}

/// `--version` alone, or with `--json`: nothing has to be declared to tell what is asked.
bool asks_for_version(const std::vector<std::string>& arguments) {
  const auto is_known = [](const std::string& word) {
    return word == "--version" || word == "--json";
  };
  return std::find(arguments.begin(), arguments.end(), "--version") != arguments.end() &&
         std::all_of(arguments.begin(), arguments.end(), is_known);
}

Invocation version_invocation(const std::vector<std::string>& arguments) {
  Invocation invocation;
  invocation.version = true;
  invocation.globals.json =
      std::find(arguments.begin(), arguments.end(), "--json") != arguments.end();
  invocation.run = print_version;
  return invocation;
}

/// `help bump` is `bump --help`, and `help` alone `--help`.
std::vector<std::string> without_help_word(std::vector<std::string> words) {
  const auto asks = [](const std::string& word) { return word == "--help" || word == "-h"; };
  if (words.empty() || words.front() != "help" || std::any_of(words.begin(), words.end(), asks)) {
    return words;
  }
  words.erase(words.begin());
  words.emplace_back("--help");
  return words;
}

}  // namespace

Invocation parse(const std::vector<std::string>& given, const std::vector<Chapter>& chapters) {
  const std::vector<std::string> arguments = without_help_word(given);
  if (asks_for_version(arguments)) return version_invocation(arguments);
  Invocation invocation;
  const Command tree = command_tree(chapters, invocation, arguments);
  const std::unique_ptr<CLI::App> app = cli_app(tree, invocation);
  CLI::App& root = *app;
  if (arguments.empty()) {
    invocation.run = [text = root.help()](Context& context) {
      context.err << text;
      return exit_code(ErrorKind::usage);
    };
    return invocation;
  }
  std::vector<std::string> reversed(arguments.rbegin(), arguments.rend());
  try {
    root.parse(reversed);
  } catch (const CLI::CallForHelp&) {
    std::string text = root.help();
    invocation.run = [text = std::move(text)](Context& context) {
      context.out << text;
      return 0;
    };
  } catch (const CLI::ParseError& error) {
    if (!invocation.version) throw not_understood(root, error);
  }
  if (invocation.version) {
    invocation.run = print_version;
  }
  return invocation;
}

}  // namespace relctl::cli
