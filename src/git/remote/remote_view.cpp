// SPDX-License-Identifier: MIT
#include "git/remote/remote_view.hpp"

#include <algorithm>
#include <unordered_set>

#include "base/error.hpp"
#include "base/redact.hpp"
#include "git/ref_name.hpp"

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
    if (!repository.has_object(tag.object) && known(tag)) names.push_back("refs/tags/" + tag.name);
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
    if (tip && !repository.has_object(*tip)) names.push_back("refs/heads/" + branch);
  }
  if (names.empty()) return;
  connection.say("fetching " + names.front().substr(11) + " from " + redact(connection.remote));
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
    if (const auto fetched = repository.ref(held.local_name("refs/heads/" + name))) tip = *fetched;
  }
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
