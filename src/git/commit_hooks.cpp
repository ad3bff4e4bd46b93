// SPDX-License-Identifier: MIT
#include "git/commit_hooks.hpp"

#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>

#include <unistd.h>

#include "base/error.hpp"
#include "git/command.hpp"
#include "git/handles.hpp"
#include "git/hooks.hpp"
#include "git/temporary_file.hpp"
#include "record/trailers.hpp"

namespace relctl::git {
namespace {

struct CommitHook {
  const char* name;
  bool is_told_source;  ///< gets "message" or "merge" as its second argument
};

constexpr std::array<CommitHook, 2> commit_hooks = {
    {{"prepare-commit-msg", true}, {"commit-msg", false}}};

Error hook_error(const CommitHook& hook, const std::string& what) {
  return Error(ErrorKind::system, std::string("the hook ") + hook.name + ' ' + what)
      .hint("nothing was changed; --no-verify goes on without the hooks of commit messages");
}

void run_hook(const Repository& repository, const CommitHook& hook, const std::string& program,
              const std::string& file, bool is_merge) {
  process::Command command = repository_command(repository.handles(), {});
  command.argv = {program, file};
  if (hook.is_told_source) command.argv.emplace_back(is_merge ? "merge" : "message");
  command.environment["GIT_EDITOR"] = ":";
  const process::Output output = run_command(command);
  if (output.status == 0) return;
  throw hook_error(hook, "refused the commit\n" + output.out + output.err);
}

/// What is left of `text` as git cleans it up after hooks: no blank lines at its ends.
std::string cleaned(const std::string& text) {
  const std::size_t begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string::npos) return {};
  const std::size_t line = text.rfind('\n', begin);
  const std::size_t end = text.find_last_not_of(" \t\r\n");
  const std::size_t from = line == std::string::npos ? 0 : line + 1;
  return text.substr(from, end + 1 - from) + '\n';
}

}  // namespace

std::string signed_off(std::string message, const std::string& who) {
  const std::string line = "Signed-off-by: " + who + '\n';
  if (!message.ends_with('\n')) message += '\n';
  return ('\n' + message).find('\n' + line) == std::string::npos ? message + line : message;
}

std::string after_hooks(const Repository& repository, std::string message, bool is_merge) {
  if (!repository.work_tree()) return message;
  const auto records = record::read_records(message);
  for (const CommitHook& hook : commit_hooks) {
    const auto program = find_hook(repository, hook.name);
    if (!program) continue;
    const TemporaryFile file(repository.git_directory(), message);
    run_hook(repository, hook, *program, file.path(), is_merge);
    std::ifstream stream(file.path(), std::ios::binary);
    message = cleaned({std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()});
    if (message.empty()) throw hook_error(hook, "left no message");
    if (record::read_records(message) != records) {
      throw hook_error(hook, "changed the Relctl- trailers of the message")
          .hint("let it leave the lines alone that begin with Relctl-");
    }
  }
  return message;
}

}  // namespace relctl::git
