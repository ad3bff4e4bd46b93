// SPDX-License-Identifier: MIT
#include "git/publish/bring_along.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "git/apply/follow.hpp"
#include "git/apply/ref_moves.hpp"
#include "plan/ref_names.hpp"
#include "record/trailers.hpp"

namespace relctl::git {
namespace {

bool is_replaced(const std::optional<Unpublished>& unpublished, const ObjectId& object) {
  if (!unpublished) return false;
  for (const plan::Tag& tag : unpublished->tags) {
    if (tag.object == object) return true;
  }
  return false;
}

/// What becomes of local tags.
struct TagChanges {
  std::vector<RefChange> moves;
  std::string deletions;  ///< lines for `git update-ref --stdin`
};

/// Gives the local tag `name` the published `object`.
void keep_tag(const Repository& repository, const std::optional<Unpublished>& unpublished,
              const std::pair<std::string, ObjectId>& tag, TagChanges& changes,
              std::vector<std::string>& notes) {
  const std::string name = plan::tag_ref(tag.first);
  const auto local = repository.ref(name);
  if (!local || is_replaced(unpublished, *local)) {
    changes.moves.push_back({name, local, tag.second, "relctl: published"});
  } else if (*local != tag.second) {
    notes.push_back("the local tag " + tag.first + " names something else and stays");
  }
}

/// Local tags that are not published under their names: they name releases that will never be.
/// Where others took the name on the remote, the local tag becomes theirs.
void drop_lost(const Repository& repository, const Attempt& attempt, const Unpublished& unpublished,
               const RemoteView& view, TagChanges& changes, std::vector<std::string>& notes) {
  for (const plan::Tag& tag : unpublished.tags) {
    const auto& made = attempt.objects.tags;
    const bool is_made = std::any_of(made.begin(), made.end(),
                                     [&](const auto& each) { return each.first == tag.name; });
    if (is_made) continue;
    const plan::Tag* remote = view.refs.tag(tag.name);
    const std::string name = plan::tag_ref(tag.name);
    if (remote != nullptr && repository.has_object(remote->object)) {
      changes.moves.push_back({name, tag.object, remote->object, "relctl: published"});
    } else {
      changes.deletions += "delete " + name + ' ' + tag.object.hex() + '\n';
    }
    notes.push_back("the release " + tag.name +
                    " of this clone was not published, and gave way to what others released");
  }
}

bool is_checked_out(const Repository& repository, const std::string& branch) {
  const std::string trees = require_git(repository, {"worktree", "list", "--porcelain"});
  return ('\n' + trees).find("\nbranch " + branch + '\n') != std::string::npos;
}

void move_ref(const Repository& repository, const std::string& name, const ObjectId& target,
              const ObjectId& old) {
  require_git(repository, {"update-ref", "-m", "relctl: published", name, target.hex(), old.hex()});
}

/// Moves the checkout from local releases, which were published anew, to what was published.
/// read-tree keeps what is not committed, or refuses; asked first, it changes nothing then.
void replace_checkout(const Repository& repository, const PushRef& ref, const ObjectId& old) {
  if (repository.work_tree()) {
    require_git(repository, {"read-tree", "-m", "-u", "-n", old.hex(), ref.target.hex()});
  }
  move_ref(repository, ref.name, ref.target, old);
  if (repository.work_tree()) {
    require_git(repository, {"read-tree", "-m", "-u", old.hex(), ref.target.hex()});
  }
}

std::string bring_branch(Repository& repository, const PushRef& ref,
                         const std::optional<Unpublished>& unpublished) {
  const std::string branch = *plan::branch_of(ref.name);
  const auto local = repository.ref(ref.name);
  if (!local || !unpublished || *local != unpublished->tip) {
    return follow(repository, branch, ref.target);
  }
  if (repository.head_branch() == branch) {
    replace_checkout(repository, ref, *local);
  } else if (is_checked_out(repository, ref.name)) {
    return "the local branch " + branch + " is checked out elsewhere, and stays where it is";
  } else {
    move_ref(repository, ref.name, ref.target, *local);
  }
  return {};
}

/// Whether `tip` is `local` and then relctl's commits of that user alone.
bool is_left_behind(const Repository& repository, const plan::Operation& operation,
                    const ObjectId& local, const ObjectId& tip) {
  constexpr int most_commits = 50;
  const auto history = repository.history();
  ObjectId at = tip;
  for (int i = 0; i < most_commits && at != local; ++i) {
    if (!repository.has_object(at)) return false;
    const plan::Commit commit = history->commit(at);
    const bool is_own = commit.parents.size() == 1 &&
                        commit.author_name == operation.identity.name &&
                        commit.author_email == operation.identity.email &&
                        !record::read_records(commit.message).empty();
    if (!is_own) return false;
    at = commit.parents.front();
  }
  return at == local;
}

}  // namespace

std::vector<std::string> keep_tags(const Repository& repository, const plan::Operation& operation,
                                   const Attempt& attempt,
                                   const std::optional<Unpublished>& unpublished,
                                   const RemoteView& view) {
  TagChanges changes;
  std::vector<std::string> notes;
  for (const auto& tag : attempt.objects.tags) {
    keep_tag(repository, unpublished, tag, changes, notes);
  }
  if (unpublished) drop_lost(repository, attempt, *unpublished, view, changes, notes);
  try {
    if (!changes.deletions.empty()) {
      require_git(repository, {"update-ref", "--stdin"}, {}, changes.deletions);
    }
    if (!changes.moves.empty()) move_refs(repository.handles(), changes.moves, operation);
  } catch (const Error& error) {
    notes.push_back(std::string("local tags were not made: ") + error.what() +
                    "\ngit fetch --tags fetches them");
  }
  return notes;
}

std::vector<std::string> bring_left_behind(Repository& repository, const plan::Operation& operation,
                                           const RemoteView& view) {
  const auto local = repository.ref(plan::branch_ref(view.branch));
  if (!local || !view.tip || *local == *view.tip) return {};
  if (!is_left_behind(repository, operation, *local, *view.tip)) return {};
  std::string note = follow(repository, view.branch, *view.tip);
  if (note.empty())
    note = "brought the local branch " + view.branch + " along, as an earlier run would have";
  return {std::move(note)};
}

std::vector<std::string> bring_along(Repository& repository, const plan::Operation& operation,
                                     const Attempt& attempt,
                                     const std::optional<Unpublished>& unpublished,
                                     const RemoteView& view) {
  std::vector<std::string> notes = keep_tags(repository, operation, attempt, unpublished, view);
  std::vector<PushRef> refs = push_refs(attempt.result, attempt.objects);
  const bool moves_branch =
      std::any_of(refs.begin(), refs.end(), [](const PushRef& ref) { return !ref.is_tag(); });
  // Nothing new goes to the branch: what is only here gives way to what the remote has.
  if (unpublished && !moves_branch && view.tip) {
    refs.push_back({plan::branch_ref(unpublished->branch), std::nullopt, *view.tip, false});
  }
  for (const PushRef& ref : refs) {
    if (ref.is_tag()) continue;
    try {
      std::string note = bring_branch(repository, ref, unpublished);
      if (!note.empty()) notes.push_back(std::move(note));
    } catch (const Error& error) {
      notes.push_back("the local branch " + *plan::branch_of(ref.name) + " stays where it is: " +
                      error.what() + "\ngit reset --keep " + ref.target.hex() + " brings it along");
    }
  }
  return notes;
}

}  // namespace relctl::git
