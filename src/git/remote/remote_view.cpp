// SPDX-License-Identifier: MIT
#include "git/remote/remote_view.hpp"

#include <algorithm>
#include <ctime>
#include <unordered_set>

#include <sys/stat.h>

#include "base/error.hpp"
#include "base/redact.hpp"
#include "git/handles.hpp"
#include "git/ref_name.hpp"
#include "plan/ref_names.hpp"

namespace relctl::git {
namespace {

/// More than so many tags are not fetched at once on a guess: each may bring history along.
constexpr std::size_t most_guessed = 100;
/// So many ref names fit an argument list everywhere.
constexpr std::size_t most_named = 500;

std::string target_branch(const RemoteRefs& refs, const std::optional<std::string>& branch,
                          const std::string& remote) {
  if (branch) {
    check_branch_name(*branch);
    return *branch;
  }
  if (!refs.default_branch) {
    throw Error(ErrorKind::system, "the remote " + redact(remote) + " names no default branch")
        .hint("name the branch: --branch NAME");
  }
  check_branch_name(*refs.default_branch);
  return *refs.default_branch;
}

/// Annotated tags that the repository lacks and whose commits satisfy `known`.
template <typename Known>
std::vector<std::string> missing_tags(const Repository& repository, const RemoteRefs& refs,
                                      const Known& known) {
  std::vector<std::string> names;
  for (const plan::Tag& tag : refs.tags) {
    if (tag.object == tag.commit || !ref_name_fault(tag.name).empty()) continue;
    if (!repository.has_object(tag.object) && known(tag)) names.push_back(plan::tag_ref(tag.name));
  }
  return names;
}

/// Fetches the branches that are missing. Tags that are new most likely name the new commits:
/// taking them along saves a connection, except in a shallow clone, where an old one would bring
/// the whole history before it.
void fetch_branches(const Repository& repository, const Connection& connection,
                    const RemoteRefs& refs, const std::vector<std::string>& branches) {
  std::vector<std::string> names;
  for (const std::string& branch : branches) {
    const auto tip = refs.branch(branch);
    if (tip && !repository.has_object(*tip)) names.push_back(plan::branch_ref(branch));
  }
  if (names.empty()) return;
  connection.say("fetching " + *plan::branch_of(names.front()) + " from " +
                 redact(connection.remote));
  if (connection.tags && !repository.is_shallow()) {
    const auto tags = missing_tags(repository, refs, [](const plan::Tag&) { return true; });
    if (tags.size() <= most_guessed) names.insert(names.end(), tags.begin(), tags.end());
  }
  fetch(repository, connection.remote, names, connection.operation, connection.options);
}

/// A release that is a tag alone has its record in the tag: the objects of tags whose commits are
/// here are needed to read it.
void fetch_tags(const Repository& repository, const Connection& connection,
                const RemoteRefs& refs) {
  const auto here = [&](const plan::Tag& tag) { return repository.has_object(tag.commit); };
  const std::vector<std::string> names = missing_tags(repository, refs, here);
  for (std::size_t start = 0; start < names.size(); start += most_named) {
    const auto first = names.begin() + static_cast<std::ptrdiff_t>(start);
    const auto last =
        names.begin() + static_cast<std::ptrdiff_t>(std::min(start + most_named, names.size()));
    connection.say("fetching tags from " + redact(connection.remote));
    fetch(repository, connection.remote, {first, last}, connection.operation, connection.options);
  }
}

/// A fetched branch may be newer than the list: what was fetched counts.
void adopt_fetched(const Repository& repository, const OperationRefs& held, RemoteRefs& refs) {
  for (auto& [name, tip] : refs.branches) {
    if (repository.has_object(tip)) continue;
    if (const auto fetched = repository.ref(held.local_name(plan::branch_ref(name))))
      tip = *fetched;
  }
}

/// How long after a clone, a fetch or a push its refs are taken for the remote's.
constexpr std::time_t fresh_seconds = 600;

/// The name that the symbolic ref `name` holds; nothing for any other ref.
std::optional<std::string> symbolic_target(const Repository& repository, const std::string& name) {
  git_reference* reference = nullptr;
  if (git_reference_lookup(&reference, repository.handles().repository.get(), name.c_str()) != 0) {
    return std::nullopt;
  }
  const ReferenceHandle owner(reference);
  const char* target = git_reference_symbolic_target(reference);
  return target == nullptr ? std::nullopt : std::optional<std::string>(target);
}

/// A ref is a file of its own, or a line of the file packed-refs.
bool is_fresh(const Repository& repository, const std::string& ref) {
  struct stat file {};
  const std::string folder = repository.common_directory() + '/';
  if (::lstat((folder + ref).c_str(), &file) != 0 &&
      ::lstat((folder + "packed-refs").c_str(), &file) != 0) {
    return false;
  }
  const std::time_t age = std::time(nullptr) - file.st_mtime;
  return age >= 0 && age < fresh_seconds;
}

/// Whether the remote-tracking refs of `remote`, a configured one, say all that a look would say of
/// its branches, and a push goes where they come from.
bool is_tracked_whole(const Repository& repository, const std::string& remote) {
  const std::vector<std::string> known = repository.remotes();
  const std::string key = "remote." + remote + '.';
  const auto fetched = repository.config(key + "fetch");
  return std::find(known.begin(), known.end(), remote) != known.end() &&
         fetched == "+refs/heads/*:refs/remotes/" + remote + "/*" &&
         !repository.config(key + "pushurl") && !repository.config(key + "mirror") &&
         !repository.config(key + "tagopt") && !repository.is_shallow();
}

}  // namespace

RemoteView look(const Repository& repository, const OperationRefs& held,
                const Connection& connection, const std::optional<std::string>& branch,
                const std::vector<std::string>& others) {
  connection.say("asking " + redact(connection.remote));
  RemoteView view;
  view.refs = list_remote(repository, connection.remote, connection.options);
  view.branch = target_branch(view.refs, branch, connection.remote);
  std::vector<std::string> branches{view.branch};
  branches.insert(branches.end(), others.begin(), others.end());
  fetch_branches(repository, connection, view.refs, branches);
  adopt_fetched(repository, held, view.refs);
  if (connection.tags) fetch_tags(repository, connection, view.refs);
  view.tip = view.refs.branch(view.branch);
  view.local_tags = repository.tags();
  return view;
}

std::optional<RemoteView> remembered_view(const Repository& repository, const std::string& remote,
                                          const std::optional<std::string>& branch) {
  if (!is_tracked_whole(repository, remote)) return std::nullopt;
  const std::string tracking = "refs/remotes/" + remote + '/';
  const auto head = symbolic_target(repository, tracking + "HEAD");
  if (!head || !head->starts_with(tracking)) return std::nullopt;
  RemoteView view;
  view.refs.default_branch = head->substr(tracking.size());
  view.branch = branch.value_or(*view.refs.default_branch);
  view.tip = repository.ref(tracking + view.branch);
  if (!view.tip || !is_fresh(repository, tracking + view.branch)) return std::nullopt;
  view.refs.branches = {{view.branch, *view.tip}};
  view.local_tags = repository.tags();
  view.refs.tags = view.local_tags;
  for (plan::Tag& tag : view.refs.tags)
    tag.remote = true;
  return view;
}

std::vector<plan::Tag> united_tags(const std::vector<plan::Tag>& local,
                                   const std::vector<plan::Tag>& remote) {
  std::unordered_set<std::string_view> names;
  for (const plan::Tag& tag : remote)
    names.insert(tag.name);
  std::vector<plan::Tag> tags = remote;
  std::copy_if(local.begin(), local.end(), std::back_inserter(tags),
               [&](const plan::Tag& tag) { return names.find(tag.name) == names.end(); });
  return tags;
}

}  // namespace relctl::git
