// SPDX-License-Identifier: MIT
#include <memory>
#include <utility>

#include "base/error.hpp"
#include "cli/command.hpp"
#include "cli/version.hpp"
#include "commands/commands.hpp"

namespace relctl::commands {

void declare_help(cli::Command& command) {
  auto words = std::make_shared<std::vector<std::string>>();
  command.help = {"As relctl COMMAND --help does.", "relctl help bump\nrelctl help config check",
                  "0  printed"};
  std::vector<std::string> names;
  for (const cli::Chapter& chapter : chapters()) {
    for (const cli::Entry& entry : chapter.commands)
      names.emplace_back(entry.name);
  }
  command.argument("command", "COMMAND", words.get(), "The command; without it all are listed")
      .suggest(std::move(names));
  // `relctl help bump` is read as `relctl bump --help`; options before it hide that.
  command.run = [words](cli::Context& /*context*/) -> int {
    throw Error(ErrorKind::usage, "help is the first word: relctl help COMMAND");
  };
}

void declare_version(cli::Command& command) {
  command.help = {"As relctl --version does.", "relctl version --json", "0  printed"};
  command.run = cli::print_version;
}

}  // namespace relctl::commands
