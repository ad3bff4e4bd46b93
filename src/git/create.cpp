// SPDX-License-Identifier: MIT
#include "git/create.hpp"

#include "git/command.hpp"

namespace relctl::git {

Repository create_repository(const std::string& directory, const std::string& branch) {
  process::Command command =
      program_command({"-c", "init.defaultRefFormat=files", "init", "--quiet",
                       "--object-format=sha1", "--initial-branch", branch});
  command.directory = directory;
  // It would win over the setting above, which older versions of git pass over.
  command.environment["GIT_DEFAULT_REF_FORMAT"] = std::nullopt;
  require_command(command);
  return Repository::open(directory);
}

}  // namespace relctl::git
