// SPDX-License-Identifier: MIT
#include <array>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "config/keys.hpp"
#include "config/sections.hpp"
#include "config/template.hpp"

namespace relctl::config {
namespace {

constexpr std::array<std::string_view, 2> command_words = {"service", "version"};
constexpr auto usual_timeout = std::chrono::minutes(2);

ReleaseCommand read_command(const Value& item, Keys known) {
  item.check_keys(known);
  ReleaseCommand command;
  const Value run = item.need("run", "list its words, like `run: [make, docs]`");
  for (const Value& word : run.items())
    command.run.push_back(template_line(word, command_words));
  if (command.run.empty()) {
    throw run.error(fmt::format("`{}` is empty", run.name()),
                    "list the words of a command, like `run: [make, docs]`");
  }
  const auto name = item.find("name");
  command.name = name ? name->line() : fmt::format("{}", fmt::join(command.run, " "));
  if (auto value = item.find("services")) command.services = value->lines();
  const auto timeout = item.find("timeout");
  command.timeout = timeout ? read_timeout(*timeout) : usual_timeout;
  return command;
}

void check_services_of(const std::vector<ReleaseCommand>& commands, const Config& config,
                       const Value& list) {
  const auto items = list.items();
  for (std::size_t i = 0; i < commands.size(); ++i) {
    for (const std::string& name : commands[i].services) {
      if (find_named(config.services, name) != nullptr) continue;
      throw items[i].error(
          fmt::format("`{}` is for {}, which is no service", items[i].name(), name),
          "name services of this file, or remove `services`: then it is for all");
    }
  }
}

}  // namespace

std::vector<ReleaseCommand> read_prepare(const Value& section) {
  std::vector<ReleaseCommand> commands;
  for (const Value& item : section.items()) {
    ReleaseCommand command = read_command(item, keys::prepare);
    command.files = read_globs(
        item.need("files", "list what the command may write, like `files: [docs/api.md]`"));
    commands.push_back(std::move(command));
  }
  return commands;
}

std::vector<ReleaseCommand> read_after(const Value& section) {
  std::vector<ReleaseCommand> commands;
  for (const Value& item : section.items())
    commands.push_back(read_command(item, keys::after));
  return commands;
}

void check_commands(const Config& config, const Value& section) {
  if (auto list = section.find("prepare")) check_services_of(config.release.prepare, config, *list);
  if (auto list = section.find("after")) check_services_of(config.release.after, config, *list);
}

}  // namespace relctl::config
