// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "config/config.hpp"
#include "plan/draft.hpp"
#include "plan/history.hpp"
#include "plan/outcome.hpp"
#include "plan/snapshot.hpp"
#include "record/trailers.hpp"

namespace relctl::deploy {

/// A promoted commit, and the environment's branch that it comes to.
struct Joining {
  const plan::History& history;
  std::string branch;  ///< for messages
  ObjectId tip;
  ObjectId promoted;
};

/// The tree of a promotion between branches: that of the promoted commit, with the environment's
/// versions as `written` (the branch's tip with what it gets) has them, and with what people
/// changed on the branch outside of the environment's path since the last promotion.
///
/// Throws Error(conflict), listing the files, where a file was changed on both sides, and where it
/// is not known what people changed.
std::shared_ptr<const plan::Draft> joined_tree(const config::Config& config,
                                               const config::Environment& environment,
                                               const Joining& join,
                                               const std::shared_ptr<const plan::Draft>& written);

/// The commit of a promotion to `environment`, which has a branch of its own. `written` is the
/// branch with what the services of `outcomes` get. The commit has two parents, the branch's tip
/// and the commit that the promoted release's tag names; its tree is that commit's, with the
/// environment's path as it is written, and with what people changed on the branch outside of that
/// path since the last promotion. Where the branch has the promoted commit already, because people
/// merge there themselves, it is an ordinary commit.
///
/// Throws Error(conflict), listing the files, where a file was changed on both sides, and where it
/// is not known what people changed.
plan::Plan branch_commit(const config::Config& config, const plan::Snapshot& snapshot,
                         const config::Environment& environment,
                         const std::shared_ptr<const plan::Draft>& written,
                         const std::vector<plan::ServiceOutcome>& outcomes,
                         const record::Record& record);

}  // namespace relctl::deploy
