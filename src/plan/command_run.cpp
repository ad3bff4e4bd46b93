// SPDX-License-Identifier: MIT
#include "plan/command_run.hpp"

#include <algorithm>

namespace relctl::plan {
namespace {

bool is_for(const config::ReleaseCommand& command, const std::string& service) {
  const auto& names = command.services;
  return names.empty() || std::find(names.begin(), names.end(), service) != names.end();
}

CommandRun run_of(const config::ReleaseCommand& command, const NamedRelease& release) {
  CommandRun run;
  run.command = &command;
  for (const std::string& word : command.run)
    run.words.push_back(config::expand(word, release.service, std::nullopt, release.version));
  run.variables = {{"RELCTL_SERVICE", release.service},
                   {"RELCTL_VERSION", release.version},
                   {"RELCTL_PREVIOUS", release.previous.value_or("")},
                   {"RELCTL_TAG", release.tag}};
  return run;
}

}  // namespace

std::vector<CommandRun> command_runs(const std::vector<config::ReleaseCommand>& commands,
                                     const std::vector<NamedRelease>& releases) {
  std::vector<CommandRun> runs;
  for (const NamedRelease& release : releases) {
    for (const config::ReleaseCommand& command : commands) {
      if (is_for(command, release.service)) runs.push_back(run_of(command, release));
    }
  }
  return runs;
}

}  // namespace relctl::plan
