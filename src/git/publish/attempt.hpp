// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "git/objects.hpp"
#include "git/remote/push.hpp"
#include "git/remote/remote_view.hpp"
#include "plan/outcome.hpp"

namespace relctl::git {

/// One planning, its objects, and the refs that publish them.
struct Attempt {
  plan::Result result;
  Objects objects;
  std::vector<PushRef> refs;
};

/// The refs that `result` moves and makes; each name once, with its first expected value and its
/// last target.
std::vector<PushRef> push_refs(const plan::Result& result, const Objects& objects);

/// Throws Error(bug) unless every branch that `attempt` moves goes from its leased value to a
/// commit whose first parents lead back to it: a lease also forces, so it must never be all that
/// protects other people's commits.
void check_leases(const plan::History& history, const Attempt& attempt);

/// Throws Error(conflict) when publishing would take along commits that the remote does not have
/// and that this operation did not make.
void check_nothing_foreign(const Repository& repository, const Attempt& attempt,
                           const RemoteView& view);

/// True when the remote has everything that `refs` were to publish: the tags as they are, the
/// branches with the commit in their history.
bool landed(const plan::History& history, const std::vector<PushRef>& refs, const RemoteView& view);

/// Those of `refs` that the remote has, as `landed` says.
std::vector<PushRef> landed_refs(const plan::History& history, const std::vector<PushRef>& refs,
                                 const RemoteView& view);

/// True when a ref is not what its push expected: somebody else moved it, or this operation did.
bool moved(const std::vector<PushRef>& refs, const RemoteView& view);

/// "main -> 0123456789, v1.2.4 -> …", for messages.
std::string names_of(const std::vector<PushRef>& refs, bool with_ids);

}  // namespace relctl::git
