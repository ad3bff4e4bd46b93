// SPDX-License-Identifier: MIT
#include "git/command.hpp"

#include <array>
#include <charconv>
#include <functional>
#include <string_view>

#include <unistd.h>

#include "base/error.hpp"
#include "base/redact.hpp"

namespace relctl::git {
namespace {

/// `git rev-parse --local-env-vars` of git 2.39 without what merely configures git.
constexpr std::array repository_variables{"GIT_ALTERNATE_OBJECT_DIRECTORIES",
                                          "GIT_OBJECT_DIRECTORY",
                                          "GIT_DIR",
                                          "GIT_WORK_TREE",
                                          "GIT_IMPLICIT_WORK_TREE",
                                          "GIT_GRAFT_FILE",
                                          "GIT_INDEX_FILE",
                                          "GIT_NO_REPLACE_OBJECTS",
                                          "GIT_REPLACE_REF_BASE",
                                          "GIT_PREFIX",
                                          "GIT_INTERNAL_SUPER_PREFIX",
                                          "GIT_SHALLOW_FILE",
                                          "GIT_COMMON_DIR",
                                          "GIT_QUARANTINE_PATH"};

constexpr std::array pathspec_variables{"GIT_LITERAL_PATHSPECS", "GIT_GLOB_PATHSPECS",
                                        "GIT_NOGLOB_PATHSPECS", "GIT_ICASE_PATHSPECS"};

process::Command base_command(const std::vector<std::string>& arguments) {
  process::Command command;
  command.argv = {"git"};
  command.argv.insert(command.argv.end(), arguments.begin(), arguments.end());
  command.environment["LC_ALL"] = "C";
  command.environment["LANGUAGE"] = std::nullopt;
  // By this the hooks that relctl installs know its own calls.
  command.environment["RELCTL_OPERATION"] = "1";
  if (isatty(STDIN_FILENO) == 0) command.environment["GIT_TERMINAL_PROMPT"] = "0";
  for (const char* name : pathspec_variables)
    command.environment[name] = std::nullopt;
  return command;
}

/// "git version 2.39.5 (…)" is {2, 39}.
std::pair<int, int> version_in(std::string_view words) {
  constexpr std::string_view prefix = "git version ";
  std::pair<int, int> version{0, 0};
  if (!words.starts_with(prefix)) return version;
  words.remove_prefix(prefix.size());
  const char* const end = words.data() + words.size();
  const auto major = std::from_chars(words.data(), end, version.first);
  if (major.ptr != end) std::from_chars(major.ptr + 1, end, version.second);
  return version;
}

/// An old git refuses options that it does not know: only then is its version worth a call.
void check_version() {
  constexpr std::pair oldest{2, 30};
  const std::string words = process::run(base_command({"--version"})).out;
  if (version_in(words) >= oldest) return;
  throw Error(ErrorKind::system, "relctl needs git 2.30 or newer; this is " + words);
}

std::string trimmed(std::string_view text) {
  const std::size_t end = text.find_last_not_of(" \n\r\t");
  return std::string(text.substr(0, end == std::string_view::npos ? 0 : end + 1));
}

/// "restore" of `git -c a=b --literal-pathspecs restore -q`.
std::string subcommand(const std::vector<std::string>& argv) {
  for (std::size_t i = 1; i < argv.size(); ++i) {
    if (argv[i] == "-c") {
      ++i;
    } else if (!argv[i].starts_with('-')) {
      return argv[i];
    }
  }
  return {};
}

}  // namespace

process::Command program_command(const std::vector<std::string>& arguments) {
  process::Command command = base_command(arguments);
  for (const char* name : repository_variables)
    command.environment[name] = std::nullopt;
  return command;
}

process::Command repository_command(const Handles& handles,
                                    const std::vector<std::string>& arguments) {
  if (handles.from_environment) return base_command(arguments);
  git_repository* repository = handles.repository.get();
  process::Command command = program_command(arguments);
  if (const char* work_tree = git_repository_workdir(repository); work_tree != nullptr) {
    command.directory = work_tree;
  } else {
    command.argv.insert(command.argv.begin() + 1,
                        std::string("--git-dir=") + git_repository_path(repository));
  }
  return command;
}

process::Output run_command(const process::Command& command) {
  const std::vector<std::string> secrets = secrets_of_environment();
  process::Output output = process::run(command);
  output.err = redact(output.err, secrets);
  constexpr int bad_usage = 129;
  if (output.status == bad_usage) check_version();
  return output;
}

std::string require_command(const process::Command& command) {
  const std::string name = "git " + subcommand(command.argv);
  process::Output output = run_command(command);
  if (output.timed_out) throw Error(ErrorKind::timeout, name + " did not end in time");
  if (output.status != 0) {
    throw Error(ErrorKind::system, name + " failed with status " + std::to_string(output.status) +
                                       ": " + trimmed(output.err));
  }
  return std::move(output.out);
}

}  // namespace relctl::git
