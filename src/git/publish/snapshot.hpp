// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <vector>

#include "git/publish/publish.hpp"
#include "git/publish/unpublished.hpp"
#include "git/remote/remote_view.hpp"

namespace relctl::git {

/// A snapshot of the local repository: no network, nothing written. The target is `branch`, else
/// the branch checked out; where it has no local ref, its tip is the commit checked out if HEAD is
/// detached, as CI leaves it. Throws Error(input) before the first commit.
plan::Snapshot local_snapshot(const Repository& repository,
                              const std::optional<std::string>& branch);

/// What this clone may lack of what tells a service's version, as git wrote it down when the clone
/// was made.
plan::Lack lack_of(const Repository& repository);

/// What a planner answered on the remote's tip.
struct Planned {
  plan::Result result;
  std::optional<Unpublished> unpublished;  ///< local releases that `result` replaces
};

/// Plans on `view`. Local releases that were not published count as not made: neither their commits
/// nor their tags are in the planner's snapshot. Throws Error(conflict) as find_unpublished and
/// check_replaced.
Planned plan_on(const Repository& repository, const RemoteView& view, const Planner& planner);

/// The remote without what is only here; what is checked out counts as its tip.
plan::Snapshot remote_alone(const Repository& repository, const RemoteView& view);

/// Short names of the remote's branches whose history planning on `view` asks about: the target,
/// and the one checked out.
std::vector<std::string> asked_branches(const Repository& repository, const RemoteView& view);

}  // namespace relctl::git
