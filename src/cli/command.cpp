// SPDX-License-Identifier: MIT
#include "cli/command.hpp"

#include <utility>

namespace relctl::cli {

Option& Option::required() {
  is_required = true;
  return *this;
}

Option& Option::words(int fewest, int greatest) {
  least = fewest;
  most = greatest;
  return *this;
}

Option& Option::one_of(std::vector<std::string> values) {
  choices = std::move(values);
  return *this;
}

Option& Option::suggest(std::vector<std::string> values) {
  suggestions = std::move(values);
  return *this;
}

Option& Option::check(std::string (*what_is_wrong)(const std::string&)) {
  wrong = what_is_wrong;
  return *this;
}

Option& Command::flag(std::string names, bool* target, std::string description) {
  return options.emplace_back(Option{std::move(names), "", std::move(description), target});
}

Option& Command::option(std::string names, std::string value, Target target,
                        std::string description) {
  return options.emplace_back(
      Option{std::move(names), std::move(value), std::move(description), target});
}

Option& Command::argument(std::string of_name, std::string value, Target target,
                          std::string description) {
  return option(std::move(of_name), std::move(value), target, std::move(description));
}

Command& Command::subcommand(std::string of_name, std::string of_sentence, Help of_help) {
  return commands.emplace_back(
      Command{std::move(of_name), std::move(of_sentence), "", std::move(of_help)});
}

}  // namespace relctl::cli
