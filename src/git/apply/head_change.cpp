// SPDX-License-Identifier: MIT
#include "git/apply/head_change.hpp"

#include <filesystem>
#include <set>

#include <fcntl.h>
#include <unistd.h>

#include "base/error.hpp"
#include "git/local_changes.hpp"
#include "plan/ref_names.hpp"
#include "tree/memory_tree.hpp"

namespace relctl::git {

std::optional<plan::RefMove> move_of_head(const Repository& repository,
                                          const std::vector<plan::Plan>& plans) {
  const std::optional<std::string> branch = repository.head_branch();
  const std::string name = branch ? plan::branch_ref(*branch) : "HEAD";
  for (const plan::Plan& plan : plans) {
    for (const plan::RefMove& move : plan.refs) {
      if (move.name == name) return move;
    }
  }
  return std::nullopt;
}

std::vector<std::string> planned_paths(const std::vector<plan::Plan>& plans,
                                       const plan::RefMove& move) {
  std::set<std::string> paths;
  const auto* created = std::get_if<plan::Created>(&move.target);
  while (created != nullptr && created->plan < plans.size()) {
    const plan::Plan& plan = plans[created->plan];
    for (const plan::FileEdit& edit : plan.edits)
      paths.insert(edit.path);
    created = plan.base ? std::get_if<plan::Created>(&*plan.base) : nullptr;
  }
  return {paths.begin(), paths.end()};
}

std::shared_ptr<const Tree> committed_tree(Handles& handles,
                                           const std::optional<ObjectId>& commit) {
  if (!commit) return std::make_shared<MemoryTree>();
  return open_tree(handles, tree_of(handles, *commit));
}

void refuse_local_changes(Handles& handles, const Tree& committed,
                          const std::vector<std::string>& paths) {
  const std::vector<LocalChange> changes = local_changes(handles, committed, paths);
  if (changes.empty()) return;
  constexpr std::size_t most = 20;
  std::string words = "files to be written have local changes";
  for (std::size_t i = 0; i < changes.size() && i < most; ++i) {
    words += "\n  " + changes[i].path + ": " + changes[i].what;
  }
  if (changes.size() > most) {
    words += "\n  and " + std::to_string(changes.size() - most) + " more";
  }
  throw Error(ErrorKind::conflict, words).hint("commit them, or put them away with git stash -u");
}

void refuse_closed_folders(Handles& handles, const std::vector<std::string>& paths) {
  const char* root = git_repository_workdir(handles.repository.get());
  if (root == nullptr) return;
  for (const std::string& path : paths) {
    std::filesystem::path folder = (root + path).substr(0, (root + path).rfind('/'));
    std::error_code error;
    while (!std::filesystem::is_directory(folder, error) && folder.has_relative_path())
      folder = folder.parent_path();
    if (::faccessat(AT_FDCWD, folder.c_str(), W_OK | X_OK, AT_EACCESS) == 0) continue;
    throw Error(ErrorKind::system, "the folder " + folder.string() + " may not be written")
        .hint("give yourself the right: chmod u+wx " + folder.string());
  }
}

}  // namespace relctl::git
