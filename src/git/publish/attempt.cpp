// SPDX-License-Identifier: MIT
#include "git/publish/attempt.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "git/ref_name.hpp"
#include "plan/ref_names.hpp"

namespace relctl::git {
namespace {

void check_name(const std::string& name) {
  const auto branch = plan::branch_of(name);
  const auto own = branch ? branch : plan::tag_of(name);
  const std::string fault = own ? ref_name_fault(*own) : "it is neither a branch nor a tag";
  if (!fault.empty()) throw Error(ErrorKind::input, "\"" + name + "\" cannot be pushed: " + fault);
}

void add(std::vector<PushRef>& refs, PushRef ref) {
  check_name(ref.name);
  const auto same = [&](const PushRef& other) { return other.name == ref.name; };
  const auto found = std::find_if(refs.begin(), refs.end(), same);
  if (found == refs.end()) {
    refs.push_back(std::move(ref));
    return;
  }
  found->target = ref.target;
  found->created = found->created || ref.created;
}

bool is_created(const Attempt& attempt, const ObjectId& id) {
  const auto& commits = attempt.objects.commits;
  return std::find(commits.begin(), commits.end(), id) != commits.end();
}

bool leads_back(const plan::History& history, const Attempt& attempt, const PushRef& ref) {
  ObjectId id = ref.target;
  for (std::size_t steps = attempt.objects.commits.size() + 1; steps > 0; --steps) {
    if (id == *ref.expected) return true;
    // Only a plan without a commit moves a branch to one that stands already: forward.
    if (!is_created(attempt, id)) return !ref.created && history.reaches(id, *ref.expected);
    const plan::Commit commit = history.commit(id);
    if (commit.parents.empty()) return false;
    id = commit.parents.front();
  }
  return false;
}

bool remote_has(const Repository& repository, const RemoteView& view, const ObjectId& commit) {
  const auto history = repository.history();
  if (view.tip && history->reaches(*view.tip, commit)) return true;
  const auto reaches = [&](const ObjectId& tip) {
    return repository.has_object(tip) && history->reaches(tip, commit);
  };
  return std::any_of(view.refs.branches.begin(), view.refs.branches.end(),
                     [&](const auto& branch) { return reaches(branch.second); }) ||
         std::any_of(view.refs.tags.begin(), view.refs.tags.end(),
                     [&](const plan::Tag& tag) { return reaches(tag.commit); });
}

/// Commits that stand already and would be published by `attempt`.
std::vector<ObjectId> taken_along(const Attempt& attempt) {
  std::vector<ObjectId> ids;
  const auto add_existing = [&](const plan::CommitRef& reference) {
    if (const auto* id = std::get_if<ObjectId>(&reference)) ids.push_back(*id);
  };
  for (const plan::Plan& plan : attempt.result.plans) {
    std::for_each(plan.parents.begin(), plan.parents.end(), add_existing);
    for (const plan::NewTag& tag : plan.tags)
      add_existing(tag.target);
    for (const plan::RefMove& move : plan.refs)
      add_existing(move.target);
  }
  return ids;
}

/// Whether `tip` has the commit of `ref` in its history. Only what came after the leased value is
/// looked at: the boundary of a shallow clone lies below it.
bool contains(const plan::History& history, const ObjectId& tip, const PushRef& ref) {
  if (tip == ref.target) return true;
  if (ref.is_tag()) return false;
  if (!ref.expected || !ref.created) return history.reaches(tip, ref.target);
  const std::vector<plan::Commit> since = history.log(tip, {*ref.expected});
  return std::any_of(since.begin(), since.end(),
                     [&](const plan::Commit& commit) { return commit.id == ref.target; });
}

}  // namespace

std::vector<PushRef> push_refs(const plan::Result& result, const Objects& objects) {
  std::vector<PushRef> refs;
  for (const plan::Plan& plan : result.plans) {
    for (const plan::RefMove& move : plan.refs) {
      const bool created = std::holds_alternative<plan::Created>(move.target);
      add(refs, {move.name, move.expected, resolve(move.target, objects), created});
    }
  }
  for (const auto& [name, object] : objects.tags) {
    add(refs, {plan::tag_ref(name), std::nullopt, object, true});
  }
  return refs;
}

void check_leases(const plan::History& history, const Attempt& attempt) {
  for (const PushRef& ref : attempt.refs) {
    const bool deletes = ref.target.is_zero();
    const bool forced = ref.expected && (ref.is_tag() || !leads_back(history, attempt, ref));
    if (deletes || forced) {
      throw Error(ErrorKind::bug, "the push of " + ref.name + " would remove commits");
    }
  }
}

void check_nothing_foreign(const Repository& repository, const Attempt& attempt,
                           const RemoteView& view) {
  for (const ObjectId& id : taken_along(attempt)) {
    if (remote_has(repository, view, id)) continue;
    throw Error(ErrorKind::conflict,
                "commit " + id.short_hex() + " is not on the remote, and would be published along")
        .hint("push it to its branch first, then run the command again");
  }
}

std::vector<PushRef> landed_refs(const plan::History& history, const std::vector<PushRef>& refs,
                                 const RemoteView& view) {
  std::vector<PushRef> found;
  for (const PushRef& ref : refs) {
    const auto value = view.refs.value(ref.name);
    if (value && contains(history, *value, ref)) found.push_back(ref);
  }
  return found;
}

bool landed(const plan::History& history, const std::vector<PushRef>& refs,
            const RemoteView& view) {
  return landed_refs(history, refs, view).size() == refs.size();
}

bool moved(const std::vector<PushRef>& refs, const RemoteView& view) {
  return std::any_of(refs.begin(), refs.end(),
                     [&](const PushRef& ref) { return view.refs.value(ref.name) != ref.expected; });
}

std::string names_of(const std::vector<PushRef>& refs, bool with_ids) {
  std::string text;
  for (const PushRef& ref : refs) {
    if (!text.empty()) text += ", ";
    text += ref.is_tag() ? *plan::tag_of(ref.name) : *plan::branch_of(ref.name);
    if (with_ids) text += " -> " + ref.target.hex();
  }
  return text;
}

}  // namespace relctl::git
