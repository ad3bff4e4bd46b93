// SPDX-License-Identifier: MIT
#include "git/publish/unpublished.hpp"

#include <algorithm>
#include <string_view>
#include <unordered_set>

#include "base/error.hpp"
#include "plan/ref_names.hpp"
#include "record/trailers.hpp"
#include "tree/changed_paths.hpp"

namespace relctl::git {
namespace {

std::vector<plan::Commit> missing_commits(const Repository& repository, const ObjectId& local,
                                          const RemoteView& view) {
  std::vector<ObjectId> hidden;
  if (view.tip) {
    hidden.push_back(*view.tip);
  } else {
    for (const auto& [name, tip] : view.refs.branches) {
      if (repository.has_object(tip)) hidden.push_back(tip);
    }
  }
  return repository.history()->log(local, hidden);
}

/// A commit that was amended after the release has the trailers still, but no tag names it.
bool is_own(const plan::Commit& commit, const Unpublished& unpublished) {
  const std::vector<record::Record> records = record::read_records(commit.message);
  return !records.empty() && std::all_of(records.begin(), records.end(), [&](const auto& record) {
    return std::all_of(record.tags.begin(), record.tags.end(), [&](const std::string& name) {
      return std::any_of(unpublished.tags.begin(), unpublished.tags.end(),
                         [&](const plan::Tag& tag) { return tag.name == name; });
    });
  });
}

Error foreign(const RemoteView& view, const Unpublished& unpublished) {
  const std::size_t count = unpublished.commits.size();
  return Error(ErrorKind::conflict,
               "the local branch " + view.branch + " has " + std::to_string(count) +
                   (count == 1 ? " commit" : " commits") + " that the remote's lacks, newest " +
                   unpublished.tip.short_hex())
      .hint("publish them first: git push, after git pull --rebase where the remote moved")
      .hint("or release without them: check the remote's branch out");
}

ObjectId base_of(const plan::History& history, const Unpublished& unpublished) {
  ObjectId id = unpublished.tip;
  while (unpublished.contains(id)) {
    const plan::Commit commit = history.commit(id);
    if (commit.parents.empty()) return ObjectId{};
    id = commit.parents.front();
  }
  return id;
}

/// Whether `result` answers for the service: released anew, or what it holds is released already.
bool is_settled(const plan::Result& result, const std::string& service) {
  return std::any_of(result.services.begin(), result.services.end(), [&](const auto& outcome) {
    return outcome.name == service && !outcome.environment &&
           (outcome.status == plan::Status::done || outcome.status == plan::Status::unchanged ||
            outcome.status == plan::Status::superseded);
  });
}

bool makes_tag(const plan::Result& result, const std::string& name) {
  return std::any_of(result.plans.begin(), result.plans.end(), [&](const plan::Plan& plan) {
    return std::any_of(plan.tags.begin(), plan.tags.end(),
                       [&](const plan::NewTag& tag) { return tag.name == name; });
  });
}

/// Whether each of `tags` is made anew, or was taken on the remote.
bool are_given(const plan::Result& result, const RemoteView& view,
               const std::vector<std::string>& tags) {
  return !tags.empty() && std::all_of(tags.begin(), tags.end(), [&](const std::string& tag) {
    return view.refs.tag(tag) != nullptr || makes_tag(result, tag);
  });
}

/// The tag of a release in `commit` that `result` does not settle; nothing where there is none.
std::optional<std::string> unsettled(const plan::Commit& commit, const plan::Result& result,
                                     const RemoteView& view) {
  for (const record::Record& record : record::read_records(commit.message)) {
    if (are_given(result, view, record.tags)) continue;
    for (const record::ServiceRecord& service : record.services) {
      if (is_settled(result, service.name)) continue;
      return record.tags.empty() ? service.name + ' ' + service.version : record.tags.front();
    }
  }
  return std::nullopt;
}

bool is_release(const plan::Commit& commit) {
  const auto records = record::read_records(commit.message);
  return std::all_of(records.begin(), records.end(), [](const auto& record) {
    return record.operation == "bump" || record.operation == "snapshot";
  });
}

bool edits(const plan::Result& result, const std::string& path) {
  return std::any_of(result.plans.begin(), result.plans.end(), [&](const plan::Plan& plan) {
    return std::any_of(plan.edits.begin(), plan.edits.end(),
                       [&](const plan::FileEdit& edit) { return edit.path == path; });
  });
}

Error not_replaced(const Unpublished& unpublished, const std::string& what) {
  const bool releases = !unpublished.tags.empty();
  return Error(ErrorKind::conflict, "the local branch " + unpublished.branch + " has " +
                                        (releases ? "releases" : "commits of relctl") +
                                        " that were not published, and this command would lose " +
                                        what)
      .hint(std::string("publish them as they are: git push") + (releases ? " --follow-tags" : ""))
      .hint(std::string("or drop them: git reset --keep @{upstream}") +
            (releases ? ", and delete their tags" : ""));
}

}  // namespace

bool Unpublished::contains(const ObjectId& commit) const {
  return std::any_of(commits.begin(), commits.end(),
                     [&](const plan::Commit& own) { return own.id == commit; });
}

std::optional<Unpublished> find_unpublished(const Repository& repository, const RemoteView& view) {
  const auto local = repository.ref(plan::branch_ref(view.branch));
  if (!local || local == view.tip) return std::nullopt;
  Unpublished found;
  found.branch = view.branch;
  found.tip = *local;
  found.commits = missing_commits(repository, *local, view);
  if (found.commits.empty()) return std::nullopt;
  for (const plan::Tag& tag : view.local_tags) {
    if (!found.contains(tag.commit)) continue;
    const plan::Tag* remote = view.refs.tag(tag.name);
    const bool same = remote != nullptr && remote->object == tag.object;
    if (!same) found.tags.push_back(tag);
  }
  const auto own = [&](const plan::Commit& commit) { return is_own(commit, found); };
  if (!std::all_of(found.commits.begin(), found.commits.end(), own)) throw foreign(view, found);
  found.base = base_of(*repository.history(), found);
  if (found.base.is_zero()) throw foreign(view, found);
  return found;
}

void check_replaced(const plan::History& history, const Unpublished& unpublished,
                    const plan::Result& result, const RemoteView& view) {
  for (const plan::Commit& commit : unpublished.commits) {
    if (!is_release(commit)) continue;
    if (const auto lost = unsettled(commit, result, view)) {
      throw not_replaced(unpublished, "the release " + *lost);
    }
  }
  if (std::all_of(unpublished.commits.begin(), unpublished.commits.end(), is_release)) return;
  const auto paths = changed_paths(*history.tree(unpublished.base), *history.tree(unpublished.tip));
  for (const std::string& path : paths) {
    if (!edits(result, path)) throw not_replaced(unpublished, "the change of " + path);
  }
}

std::vector<plan::Tag> pending_tags(const Repository& repository, const RemoteView& view) {
  std::vector<plan::Tag> pending;
  if (!view.tip) return pending;
  std::unordered_set<std::string_view> known;
  for (const plan::Tag& tag : view.refs.tags)
    known.insert(tag.name);
  const auto history = repository.history();
  for (const plan::Tag& tag : view.local_tags) {
    if (tag.object == tag.commit || known.contains(tag.name)) continue;
    const auto message = history->tag_message(tag.object);
    if (!message || record::read_records(*message).empty()) continue;
    if (history->reaches(*view.tip, tag.commit)) pending.push_back(tag);
  }
  return pending;
}

}  // namespace relctl::git
