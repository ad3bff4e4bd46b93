// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <deque>
#include <functional>
#include <list>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "cli/context.hpp"

namespace relctl::cli {

/// Where the value of an option goes. A list takes an option as often as it is given; an argument
/// that goes to a list takes all words that are left. Nothing: the option is `--help`.
using Target = std::variant<std::monostate, bool*, std::string*, std::optional<std::string>*,
                            std::vector<std::string>*, std::size_t*>;

/// An option or argument of a command, as it is declared.
struct Option {
  std::string names;        ///< `-n,--dry-run`; an argument's name has no dash
  std::string value;        ///< what help calls the value: `NAME`; empty for a flag
  std::string description;  ///< a sentence
  Target target;
  std::string group{};                     ///< the heading in help; empty: the usual one
  std::vector<std::string> choices{};      ///< the values that there are; empty: any
  std::vector<std::string> suggestions{};  ///< values that completions offer, among others
  /// What is wrong with a value; empty if nothing is.
  std::string (*wrong)(const std::string& value) = nullptr;
  bool is_required = false;
  int least = 0;  ///< how many words an argument takes; 0: by its target
  int most = 0;

  bool is_argument() const { return !names.starts_with('-'); }

  Option& required();
  /// The argument takes from `fewest` to `greatest` words.
  Option& words(int fewest, int greatest);
  Option& one_of(std::vector<std::string> values);
  Option& suggest(std::vector<std::string> values);
  Option& check(std::string (*what_is_wrong)(const std::string& value));
};

/// What `--help` teaches about a command besides its sentence and options.
struct Help {
  std::string details{};   ///< a paragraph, may be empty
  std::string examples{};  ///< lines without indentation
  std::string exits{};     ///< lines `CODE  meaning`
  std::string closing{};   ///< lines at the end, may be empty
};

/// A command as it is declared: data alone, which `parse` reads the arguments by and completions
/// are written from. What its options go to has to live as long: `run` holds it.
struct Command {
  std::string name;
  std::string sentence;   ///< shown in the overview too
  std::string chapter{};  ///< the heading in the overview
  Help help{};
  std::deque<Option> options{};
  std::vector<std::vector<std::string>> exclusive{};  ///< of each list at most one may be given
  std::list<Command> commands{};
  std::function<int(Context&)> run{};  ///< empty: one of `commands` has to follow

  Option& flag(std::string names, bool* target, std::string description);
  Option& option(std::string names, std::string value, Target target, std::string description);
  Option& argument(std::string of_name, std::string value, Target target, std::string description);
  Command& subcommand(std::string of_name, std::string of_sentence, Help of_help);
};

}  // namespace relctl::cli
