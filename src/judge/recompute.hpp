// SPDX-License-Identifier: MIT
#pragma once

#include <memory>

#include "config/config.hpp"
#include "plan/draft.hpp"
#include "plan/history.hpp"
#include "plan/snapshot.hpp"
#include "record/trailers.hpp"
#include "tree/tree.hpp"

namespace relctl::judge {

/// Where a recomputation finds what trailers do not hold.
struct Origins {
  const config::Config& config;
  std::shared_ptr<const Tree> after;  ///< the tree that the operation left: holds, adopted files
  std::shared_ptr<const plan::History> history;
  ObjectId parent;     ///< the commit that the operation was made on
  plan::Place source;  ///< that paths on branches of their own are rendered from; may lack history
  bool is_elsewhere = false;  ///< every path is rendered from another repository, `source`'s
};

/// Does to `draft` what the operation of `record` did. Throws Error(input) where the draft or the
/// record does not allow it, or the operation did not leave what it says it did.
void recompute(plan::Draft& draft, const record::Record& record, const Origins& origins);

}  // namespace relctl::judge
