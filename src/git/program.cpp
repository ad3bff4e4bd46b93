// SPDX-License-Identifier: MIT
#include "git/program.hpp"

#include "git/command.hpp"

namespace relctl::git {
namespace {

process::Command command_for(const Repository& repository,
                             const std::vector<std::string>& arguments,
                             const ProgramOptions& options, const std::string& input) {
  process::Command command = repository_command(repository.handles(), arguments);
  command.input = input;
  command.deadline = options.deadline;
  command.terminal = options.terminal;
  return command;
}

}  // namespace

process::Output run_git(const Repository& repository, const std::vector<std::string>& arguments,
                        const ProgramOptions& options, const std::string& input) {
  return run_command(command_for(repository, arguments, options, input));
}

std::string require_git(const Repository& repository, const std::vector<std::string>& arguments,
                        const ProgramOptions& options, const std::string& input) {
  return require_command(command_for(repository, arguments, options, input));
}

}  // namespace relctl::git
