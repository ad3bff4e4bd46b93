// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>

#include "config/config.hpp"
#include "plan/draft.hpp"
#include "plan/history.hpp"

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

}  // namespace relctl::deploy
