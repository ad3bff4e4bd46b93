// SPDX-License-Identifier: MIT
#pragma once

#include <deque>
#include <optional>

#include "plan/history.hpp"

namespace relctl::plan {

/// The commits of a branch along first parents, newest first. They are read a few at a time, more
/// as the walk goes on, so that a look at the tip of a shallow clone does not ask for its end.
class FirstParents {
 public:
  /// From `tip`; nothing: there are none. `history` must outlive it.
  FirstParents(const History& history, const std::optional<ObjectId>& tip)
      : history_(history), next_(tip) {}

  /// The next commit; nothing behind the first one of history. Throws as History where a shallow
  /// boundary hides what comes next.
  std::optional<Commit> next();

 private:
  void read_more();

  const History& history_;
  std::optional<ObjectId> next_;  ///< not read yet
  std::deque<Commit> read_;
  std::size_t batch_ = 1;
};

}  // namespace relctl::plan
