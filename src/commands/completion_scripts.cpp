// SPDX-License-Identifier: MIT
#include <functional>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "commands/completion_tree.hpp"

// The three scripts share one idea: walk the words typed so far down the command tree to a path
// such as `relctl diff bump`, then offer what that command takes.
namespace relctl::commands {
namespace {

using Visit = std::function<void(const std::string& path, const CompletionCommand& command)>;

void walk(const CompletionCommand& command, const std::string& path, const Visit& visit) {
  visit(path, command);
  for (const CompletionCommand& sub : command.commands)
    walk(sub, path + ' ' + sub.name, visit);
}

/// Every path below the root as a shell pattern: `'relctl bump'|'relctl diff'`.
std::string paths(const CompletionCommand& root, const std::string& separator) {
  std::vector<std::string> found;
  walk(root, root.name, [&](const std::string& path, const CompletionCommand& command) {
    if (&command != &root) found.push_back('\'' + path + '\'');
  });
  return fmt::format("{}", fmt::join(found, separator));
}

/// Text inside single quotes of a shell; fish and POSIX shells differ, so quotes are typographic.
std::string quotable(std::string text) {
  for (std::size_t at = 0; (at = text.find('\'', at)) != std::string::npos; at += 3) {
    text.replace(at, 1, "’");
  }
  return text;
}

std::string zsh_item(const std::string& name, const std::string& description) {
  std::string escaped = name;
  for (std::size_t at = 0; (at = escaped.find(':', at)) != std::string::npos; at += 2) {
    escaped.insert(at, "\\");
  }
  return fmt::format("'{}:{}'", escaped, quotable(description));
}

/// The command by which a shell asks for the names of a kind. What it cannot tell, it leaves out.
std::string names_call(const std::string& program, const std::string& kind) {
  return fmt::format("$({} config names {} 2>/dev/null)", program, kind);
}

std::vector<std::string> bash_words(const CompletionCommand& command) {
  std::vector<std::string> words = command.arguments;
  for (const CompletionCommand& sub : command.commands)
    words.push_back(sub.name);
  for (const CompletionOption& option : command.options) {
    words.insert(words.end(), option.names.begin(), option.names.end());
  }
  return words;
}

/// What a shell does to complete the value of an option.
struct ValueActions {
  std::string files;
  std::string directories;
  std::string words;  ///< a format string: `{}` stands for the words
  std::string names;  ///< the same for words that a command prints
};

std::string value_action(const std::string& program, const CompletionOption& option,
                         const ValueActions& actions) {
  if (!option.names_kind.empty())
    return fmt::format(fmt::runtime(actions.names), names_call(program, option.names_kind));
  if (!option.choices.empty())
    return fmt::format(fmt::runtime(actions.words), fmt::join(option.choices, " "));
  if (option.takes_file) return actions.files;
  return option.takes_directory ? actions.directories : "";
}

/// The `case` branch of an option that takes a value, below the command at `path`.
std::string value_branch(const std::string& program, const std::string& path,
                         const CompletionOption& option, const ValueActions& actions) {
  std::vector<std::string> patterns;
  for (const std::string& name : option.names)
    patterns.push_back(fmt::format("'{} {}'", path, name));
  const std::string action = value_action(program, option, actions);
  return fmt::format("    {}) {}return ;;\n", fmt::join(patterns, "|"),
                     action.empty() ? "" : action + "; ");
}

std::string value_branches(const CompletionCommand& root, const ValueActions& actions) {
  std::string text;
  walk(root, root.name, [&](const std::string& path, const CompletionCommand& command) {
    for (const CompletionOption& option : command.options) {
      if (option.takes_value) text += value_branch(root.name, path, option, actions);
    }
  });
  return text;
}

std::string fish_names(const std::string& program, const std::string& kind) {
  return fmt::format("({} config names {} 2>/dev/null)", program, kind);
}

/// What follows the condition in fish's `complete` for an option.
std::string fish_option(const std::string& program, const CompletionOption& option) {
  std::string flags;
  for (const std::string& name : option.names) {
    const bool is_long = name.starts_with("--");
    flags += fmt::format(" {} {}", is_long ? "-l" : "-s", name.substr(is_long ? 2 : 1));
  }
  if (option.takes_value) flags += " -r";
  if (option.takes_file) flags += " -F";
  if (option.takes_directory) flags += " -a '(__fish_complete_directories)'";
  if (!option.choices.empty()) flags += fmt::format(" -a '{}'", fmt::join(option.choices, " "));
  if (!option.names_kind.empty())
    flags += fmt::format(" -a '{}'", fish_names(program, option.names_kind));
  return fmt::format("{} -d '{}'", flags, quotable(option.description));
}

/// fish's `complete` lines for what may follow the command at `path`.
std::string fish_lines(const std::string& program, const std::string& path,
                       const CompletionCommand& command) {
  const std::string start =
      fmt::format("complete -c {0} -n 'test (__{0}_at) = \"{1}\"'", program, path);
  std::string text;
  if (!command.names_kind.empty())
    text += fmt::format("{} -a '{}'\n", start, fish_names(program, command.names_kind));
  for (const std::string& word : command.arguments)
    text += fmt::format("{} -a {}\n", start, word);
  for (const CompletionCommand& sub : command.commands)
    text += fmt::format("{} -a {} -d '{}'\n", start, sub.name, quotable(sub.sentence));
  for (const CompletionOption& option : command.options)
    text += fmt::format("{}{}\n", start, fish_option(program, option));
  return text;
}

}  // namespace

std::string bash_completion(const CompletionCommand& root) {
  std::string text = fmt::format(
      "# bash completion for {0}\n_{0}() {{\n"
      "  local cur=${{COMP_WORDS[COMP_CWORD]}} previous=${{COMP_WORDS[COMP_CWORD-1]}}\n"
      "  local at={0} words='' i\n"
      "  for ((i = 1; i < COMP_CWORD; i++)); do\n"
      "    case \"$at ${{COMP_WORDS[i]}}\" in\n"
      "      {1}) at+=\" ${{COMP_WORDS[i]}}\" ;;\n    esac\n  done\n"
      "  COMPREPLY=()\n  case \"$at $previous\" in\n{2}  esac\n  case \"$at\" in\n",
      root.name, paths(root, "|"),
      value_branches(root, {"mapfile -t COMPREPLY < <(compgen -f -- \"$cur\")",
                            "mapfile -t COMPREPLY < <(compgen -d -- \"$cur\")",
                            "mapfile -t COMPREPLY < <(compgen -W '{}' -- \"$cur\")",
                            "mapfile -t COMPREPLY < <(compgen -W \"{}\" -- \"$cur\")"}));
  walk(root, root.name, [&](const std::string& path, const CompletionCommand& command) {
    const std::string names =
        command.names_kind.empty() ? "" : names_call(root.name, command.names_kind) + ' ';
    text += fmt::format("    '{}') words=\"{}{}\" ;;\n", path, names,
                        fmt::join(bash_words(command), " "));
  });
  return text + fmt::format(
                    "  esac\n  mapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$cur\")\n}}\n"
                    "complete -o default -F _{0} {0}\n",
                    root.name);
}

std::string zsh_completion(const CompletionCommand& root) {
  std::string text = fmt::format(
      "#compdef {0}\n_{0}() {{\n  local at={0} i\n  local -a items options\n"
      "  for ((i = 2; i < CURRENT; i++)); do\n    case \"$at $words[i]\" in\n"
      "      {1}) at+=\" $words[i]\" ;;\n    esac\n  done\n"
      "  case \"$at $words[CURRENT-1]\" in\n{2}  esac\n  case \"$at\" in\n",
      root.name, paths(root, "|"),
      value_branches(root, {"_files", "_files -/", "compadd -- {}", "compadd -- ${{(f)\"{}\"}}"}));
  walk(root, root.name, [&](const std::string& path, const CompletionCommand& command) {
    std::vector<std::string> items;
    if (!command.names_kind.empty()) {
      items.push_back(fmt::format("${{(f)\"{}\"}}", names_call(root.name, command.names_kind)));
    }
    for (const std::string& word : command.arguments)
      items.push_back('\'' + word + '\'');
    for (const auto& sub : command.commands)
      items.push_back(zsh_item(sub.name, sub.sentence));
    std::vector<std::string> options;
    for (const CompletionOption& option : command.options) {
      for (const auto& name : option.names)
        options.push_back(zsh_item(name, option.description));
    }
    text += fmt::format("    '{}')\n      items=({})\n      options=({}) ;;\n", path,
                        fmt::join(items, " "), fmt::join(options, " "));
  });
  return text + fmt::format(
                    "  esac\n  (($#items)) && _describe -t commands command items\n"
                    "  _describe -o -t options option options\n}}\n_{0} \"$@\"\n",
                    root.name);
}

std::string fish_completion(const CompletionCommand& root) {
  std::string text = fmt::format(
      "# fish completion for {0}\nfunction __{0}_at\n    set -l at {0}\n"
      "    for word in (commandline -opc)[2..-1]\n        switch \"$at $word\"\n"
      "            case {1}\n                set at \"$at $word\"\n        end\n    end\n"
      "    echo $at\nend\ncomplete -c {0} -f\n",
      root.name, paths(root, " "));
  walk(root, root.name, [&](const std::string& path, const CompletionCommand& command) {
    text += fish_lines(root.name, path, command);
  });
  return text;
}

}  // namespace relctl::commands
