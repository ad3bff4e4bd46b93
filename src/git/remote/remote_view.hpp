// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "git/remote/operation_refs.hpp"
#include "git/remote/remote.hpp"

namespace relctl::git {

/// Which remote an operation talks to, by when, and who hears of it.
struct Connection {
  std::string remote;     ///< configured name or URL
  std::string operation;  ///< id: names the refs that hold what is fetched
  ProgramOptions options;
  std::function<void(std::string_view)> on_progress;
  bool tags = true;  ///< false: the remote's tags mean nothing here, and are not fetched

  void say(const std::string& what) const {
    if (on_progress) on_progress(what);
  }
};

/// The remote as one look found it. The tip and its history are in the repository.
struct RemoteView {
  RemoteRefs refs;
  std::string branch;                 ///< the target, short name
  std::optional<ObjectId> tip;        ///< of the target; nothing when the remote has no such branch
  std::vector<plan::Tag> local_tags;  ///< those of the clone at that time
};

/// Lists the remote's refs, and fetches the tips of the target `branch` (nothing: the default
/// branch) and of `others` as far as the repository lacks them, with the annotated tags of commits
/// that it has. Throws Error(system) or Error(timeout) as list_remote.
RemoteView look(const Repository& repository, const OperationRefs& held,
                const Connection& connection, const std::optional<std::string>& branch,
                const std::vector<std::string>& others = {});

/// The remote as the clone itself heard of it in the last ten minutes, without asking anybody: by
/// its remote-tracking refs, and with the tags that are here. Nothing where it heard nothing so
/// lately, or where what it keeps of the remote is not the whole answer (a shallow clone, a mirror,
/// another address for pushes, no known default branch). Whoever pushes on this view needs a lease
/// on each ref: a refused one means that the remote has to be looked at.
std::optional<RemoteView> remembered_view(const Repository& repository, const std::string& remote,
                                          const std::optional<std::string>& branch);

/// Tags of the remote, and local ones with names that the remote does not have.
std::vector<plan::Tag> united_tags(const std::vector<plan::Tag>& local,
                                   const std::vector<plan::Tag>& remote);

}  // namespace relctl::git
