// SPDX-License-Identifier: MIT
#include "git/apply/apply.hpp"

#include "base/error.hpp"
#include "git/apply/checkout.hpp"
#include "git/apply/head_change.hpp"
#include "git/apply/journal.hpp"
#include "git/apply/ref_moves.hpp"
#include "git/index_lock.hpp"
#include "tree/changed_paths.hpp"

namespace relctl::git {
namespace {

/// Moves what is checked out, under the index's lock.
Objects apply_to_checkout(Repository& repository, const std::vector<plan::Plan>& plans,
                          const plan::Operation& operation, const plan::RefMove& head_move) {
  Handles& handles = repository.handles();
  IndexLock lock(repository.git_directory());
  const std::optional<ObjectId> head = repository.head();
  const auto before = committed_tree(handles, head);
  refuse_local_changes(handles, *before, planned_paths(plans, head_move));
  Objects objects = write_objects(repository, plans, operation);
  const ObjectId after = resolve(head_move.target, objects);
  const auto paths = changed_paths(*before, *committed_tree(handles, after));
  if (paths != planned_paths(plans, head_move)) refuse_local_changes(handles, *before, paths);
  refuse_closed_folders(handles, paths);
  const Undertaking undertaking{ref_changes(plans, objects), true, head, after};
  const Journal journal(repository.git_directory(), operation.id, undertaking);
  journal.move_refs(handles, operation);
  update_checkout(handles, lock, head, after, paths);
  journal.settle();
  return objects;
}

}  // namespace

Objects apply(Repository& repository, const std::vector<plan::Plan>& plans,
              const plan::Operation& operation) {
  const auto head_move = move_of_head(repository, plans);
  if (head_move && repository.work_tree()) {
    return apply_to_checkout(repository, plans, operation, *head_move);
  }
  Objects objects = write_objects(repository, plans, operation);
  const Undertaking undertaking{ref_changes(plans, objects), false, {}, {}};
  const Journal journal(repository.git_directory(), operation.id, undertaking);
  journal.move_refs(repository.handles(), operation);
  journal.settle();
  return objects;
}

void check_planned_files(const Repository& repository, const std::vector<plan::Plan>& plans) {
  const auto head_move = move_of_head(repository, plans);
  if (!head_move || !repository.work_tree()) return;
  Handles& handles = repository.handles();
  refuse_local_changes(handles, *committed_tree(handles, repository.head()),
                       planned_paths(plans, *head_move));
}

}  // namespace relctl::git
