// SPDX-License-Identifier: MIT
// Which rules manifests are held to, and what is to be passed over.
#include <algorithm>
#include <array>
#include <chrono>

#include <fmt/format.h>

#include "config/check_ids.hpp"
#include "config/keys.hpp"
#include "config/sections.hpp"
#include "config/template.hpp"

namespace relctl::config {
namespace {

constexpr std::array<std::string_view, 2> profile_words = {"baseline", "restricted"};
constexpr std::array<std::string_view, 3> checker_words = {"manifests", "environment", "tree"};
constexpr std::array<std::string_view, 3> result_words = {"exit", "lines", "sarif"};
constexpr auto checker_timeout = std::chrono::minutes(1);

EnabledCheck read_enabled_check(const Value& entry) {
  if (!entry.is_mapping()) return {entry.one_of(check_ids), {}};
  entry.check_keys(keys::enabled_check);
  EnabledCheck enabled;
  enabled.id = entry.need("check", "name the check: `check: image-digest`").one_of(check_ids);
  if (auto value = entry.find("environments")) enabled.environments = value->lines();
  return enabled;
}

/// A day, such as 2027-01-31.
std::string read_day(const Value& value) {
  const std::string text = value.line();
  const auto is_digit = [&](std::size_t i) { return text[i] >= '0' && text[i] <= '9'; };
  bool is_day = text.size() == 10;
  for (std::size_t i = 0; is_day && i < text.size(); ++i)
    is_day = i == 4 || i == 7 ? text[i] == '-' : is_digit(i);
  is_day = is_day && text.substr(5, 2) >= "01" && text.substr(5, 2) <= "12" &&
           text.substr(8) >= "01" && text.substr(8) <= "31";
  if (is_day) return text;
  throw value.error(fmt::format("`{}` is no day", value.name()), "write it like 2027-01-31");
}

/// The id of a check, or `command:NAME` of one of `commands`.
std::string read_check_id(const Value& value, const std::vector<CheckCommand>& commands) {
  const std::string text = value.line();
  if (!text.starts_with(command_check)) return value.one_of(check_ids);
  const std::string name = text.substr(command_check.size());
  if (find_named(commands, name) != nullptr) return text;
  throw value.error(fmt::format("there is no `{}` among checks.commands", name),
                    "name one of its commands, such as `command:kube-score`");
}

IgnoredCheck read_ignored_check(const Value& entry, const std::vector<CheckCommand>& commands) {
  entry.check_keys(keys::ignored_check);
  IgnoredCheck ignored;
  ignored.check =
      read_check_id(entry.need("check", "name the check: `check: memory-limit`"), commands);
  ignored.reason = entry.need("reason", "say why: nobody remembers in a year").line();
  if (auto value = entry.find("object")) ignored.object = value->line();
  if (auto value = entry.find("container")) ignored.container = value->line();
  if (auto value = entry.find("environment")) ignored.environment = value->line();
  if (auto value = entry.find("until")) ignored.until = read_day(*value);
  const Location where = entry.where();
  ignored.line = where.line;
  ignored.column = where.column;
  return ignored;
}

void require_environment(const std::vector<Environment>& environments, const std::string& name,
                         const Value& at) {
  if (find_named(environments, name) != nullptr) return;
  throw at.error(fmt::format("there is no environment `{}`", name), "name one of `environments`");
}

std::vector<EnabledCheck> read_enabled(const Value& list,
                                       const std::vector<Environment>& environments) {
  std::vector<EnabledCheck> enabled;
  for (const Value& item : list.items()) {
    enabled.push_back(read_enabled_check(item));
    for (const std::string& name : enabled.back().environments)
      require_environment(environments, name, item);
  }
  return enabled;
}

std::vector<std::string> read_checker_words(const Value& run) {
  std::vector<std::string> words;
  for (const Value& word : run.items())
    words.push_back(template_line(word, checker_words));
  if (!words.empty()) return words;
  throw run.error(fmt::format("`{}` is empty", run.name()),
                  "list the words of a command, like `run: [kube-score, score, \"{manifests}\"]`");
}

CheckCommand read_check_command(const Value& entry, const std::vector<Environment>& environments) {
  entry.check_keys(keys::check_command);
  CheckCommand command;
  const Value name = entry.need("name", "give it a name: `name: kube-score`");
  command.name = name.line();
  check_name(name, command.name, "a command");
  command.run =
      read_checker_words(entry.need("run", "list its words: `run: [kube-score, score, -]`"));
  if (auto value = entry.find("result")) {
    const std::string word = value->one_of(result_words);
    if (word == "lines") command.result = CheckerResult::lines;
    if (word == "sarif") command.result = CheckerResult::sarif;
  }
  if (auto value = entry.find("environments")) {
    command.environments = value->lines();
    for (const std::string& each : command.environments)
      require_environment(environments, each, *value);
  }
  const auto timeout = entry.find("timeout");
  command.timeout = timeout ? read_timeout(*timeout) : checker_timeout;
  return command;
}

std::vector<CheckCommand> read_check_commands(const Value& list,
                                              const std::vector<Environment>& environments) {
  std::vector<CheckCommand> commands;
  for (const Value& item : list.items()) {
    CheckCommand command = read_check_command(item, environments);
    if (find_named(commands, command.name) != nullptr) {
      throw item.error(fmt::format("two commands are named `{}`", command.name),
                       "give one of them another name");
    }
    commands.push_back(std::move(command));
  }
  return commands;
}

}  // namespace

Checks read_checks(const Value& section, const std::vector<Environment>& environments) {
  section.check_keys(keys::checks);
  Checks checks;
  if (auto value = section.find("profile")) checks.profile = value->one_of(profile_words);
  if (auto value = section.find("annotations")) checks.annotations = value->boolean();
  if (auto value = section.find("disable")) {
    for (const Value& item : value->items())
      checks.disable.push_back(item.one_of(check_ids));
  }
  if (auto value = section.find("enable")) checks.enable = read_enabled(*value, environments);
  if (auto value = section.find("commands"))
    checks.commands = read_check_commands(*value, environments);
  if (auto value = section.find("ignore")) {
    for (const Value& item : value->items()) {
      checks.ignore.push_back(read_ignored_check(item, checks.commands));
      const auto& environment = checks.ignore.back().environment;
      if (environment) require_environment(environments, *environment, item);
    }
  }
  return checks;
}

}  // namespace relctl::config
