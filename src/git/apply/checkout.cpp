// SPDX-License-Identifier: MIT
#include "git/apply/checkout.hpp"

#include <filesystem>

#include "git/command.hpp"
#include "git/index_entries.hpp"

namespace relctl::git {
namespace {

const std::string empty_tree = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";

/// `git restore` reads and writes the index once; `git read-tree` is slower by far in a big
/// repository, but knows what a sparse checkout leaves out, and does not mind many paths.
bool needs_read_tree(const Handles& handles, std::size_t paths) {
  const std::string directory = git_repository_path(handles.repository.get());
  std::error_code error;
  return paths > most_pathspecs ||
         std::filesystem::exists(directory + "info/sparse-checkout", error);
}

/// The user's hooks are for the user's own commands: one that fails would fail this one.
process::Command index_command(const Handles& handles, const std::string& index,
                               const std::vector<std::string>& arguments) {
  std::vector<std::string> all{"--literal-pathspecs", "-c", "core.hooksPath=/dev/null", "-c",
                               "submodule.recurse=false"};
  all.insert(all.end(), arguments.begin(), arguments.end());
  process::Command command = repository_command(handles, all);
  command.environment["GIT_INDEX_FILE"] = index;
  return command;
}

}  // namespace

void update_checkout(Handles& handles, IndexLock& lock, const std::optional<ObjectId>& before,
                     const ObjectId& after, const std::vector<std::string>& paths) {
  if (paths.empty()) return;
  if (!needs_read_tree(handles, paths.size())) {
    restore_files(handles, lock, after, paths);
    return;
  }
  const std::string index = lock.make_private_index();
  // read-tree takes a file for changed when its times are not those of the index.
  run_command(index_command(handles, index, {"update-index", "-q", "--refresh"}));
  require_command(index_command(
      handles, index, {"read-tree", "-m", "-u", before ? before->hex() : empty_tree, after.hex()}));
  lock.replace_index();
}

void restore_files(Handles& handles, IndexLock& lock, const ObjectId& commit,
                   const std::vector<std::string>& paths) {
  if (paths.empty()) return;
  process::Command restore =
      index_command(handles, lock.make_private_index(),
                    {"restore", "-q", "--source=" + commit.hex(), "--staged", "--worktree",
                     "--no-overlay", "--pathspec-from-file=-", "--pathspec-file-nul"});
  for (const std::string& path : paths)
    restore.input += path + '\0';
  require_command(restore);
  lock.replace_index();
}

}  // namespace relctl::git
