// SPDX-License-Identifier: MIT
#pragma once

#include "config/config.hpp"
#include "plan/outcome.hpp"
#include "plan/request.hpp"
#include "plan/snapshot.hpp"

namespace relctl::release {

/// Plans the releases that `request` asks for. The same arguments give the same plans.
///
/// Where the target branch's tip T has the same source for the released services as the commit C
/// that is checked out, there is one commit, on T. Where T has moved on, `release.when_moved` says:
/// - merge: the release commit is a child of C and gets the tags; the branch gets a merge of T and
///   it, whose tree is T with the same edits made there;
/// - recompute: T is released instead; `includes` of the result lists what came with it;
/// - stop: Error(conflict).
/// Releases that came with a merged request (release/merged.hpp) are tagged first, and alone.
/// Where there is nothing to edit, only tags are made, on C, and the branch stays.
///
/// Throws Error(usage) for a request that makes no sense, Error(conflict) where somebody must
/// decide (a branch that may not release, a version that exists), Error(input) for files.
plan::Result bump(const config::Config& config, const plan::Snapshot& snapshot,
                  const plan::BumpRequest& request);

/// Throws Error(conflict) unless `release.branches` (by default: the remote's default branch, if it
/// is known) lets the snapshot's branch release.
void check_branch(const config::Config& config, const plan::Snapshot& snapshot);

}  // namespace relctl::release
