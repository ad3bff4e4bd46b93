// SPDX-License-Identifier: MIT
#include "git/apply/follow.hpp"

#include <unistd.h>

#include "base/error.hpp"
#include "git/apply/checkout.hpp"
#include "git/apply/head_change.hpp"
#include "git/apply/journal.hpp"
#include "git/local_changes.hpp"
#include "plan/ref_names.hpp"
#include "tree/changed_paths.hpp"

namespace relctl::git {
namespace {

/// The reflog's entry carries the name and the time of the commit that was published.
plan::Operation writer_of(const Repository& repository, const ObjectId& target) {
  const plan::Commit commit = repository.history()->commit(target);
  plan::Operation operation;
  operation.id = "follow-" + target.hex() + '-' + std::to_string(getpid());
  operation.identity = {commit.author_name, commit.author_email};
  operation.time = commit.time;
  return operation;
}

void follow_checked_out(Repository& repository, const RefChange& change,
                        const plan::Operation& operation) {
  Handles& handles = repository.handles();
  IndexLock lock(repository.git_directory());
  const auto before = committed_tree(handles, change.expected);
  const auto after = committed_tree(handles, change.target);
  const std::vector<std::string> paths = changed_paths(*before, *after);
  refuse_local_changes(handles, *before, paths);
  refuse_closed_folders(handles, paths);
  const Undertaking undertaking{{change}, true, change.expected, change.target};
  const Journal journal(repository.git_directory(), operation.id, undertaking);
  journal.move_refs(handles, operation);
  update_checkout(handles, lock, change.expected, change.target, paths);
  journal.settle();
}

void follow_to(Repository& repository, const std::string& branch, const ObjectId& current,
               const ObjectId& target) {
  if (!repository.history()->reaches(target, current)) {
    throw Error(ErrorKind::conflict, "it has commits that the published branch lacks");
  }
  const plan::Operation operation = writer_of(repository, target);
  const RefChange change{plan::branch_ref(branch), current, target, "relctl: published"};
  if (repository.work_tree() && repository.head_branch() == branch) {
    follow_checked_out(repository, change, operation);
  } else {
    move_refs(repository.handles(), {change}, operation);
  }
}

}  // namespace

std::string follow(Repository& repository, const std::string& branch, const ObjectId& target) {
  const std::optional<ObjectId> current = repository.ref(plan::branch_ref(branch));
  if (!current || current == target) return {};
  try {
    follow_to(repository, branch, *current, target);
    return {};
  } catch (const Error& error) {
    // What is published is published: nothing local fails it.
    if (repository.ref(plan::branch_ref(branch)) == target) {
      return "the local branch " + branch +
             " was brought along, but not all of its files: " + error.what() +
             "\nthe next run of relctl finishes it";
    }
    return "the local branch " + branch + " was left as it is: " + error.what() +
           "\nto bring it along: git merge --ff-only " + target.hex();
  }
}

}  // namespace relctl::git
