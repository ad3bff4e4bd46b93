// SPDX-License-Identifier: MIT
#pragma once

#include <queue>
#include <utility>
#include <vector>

#include "git/commit_graph.hpp"

namespace relctl::git {

/// Goes from some commits towards the roots, later commits first. Commit times only say where to
/// look first; they are never a reason to stop, since clocks lie.
///
/// A walk may stop early by this certificate: a commit that reaches every commit of the frontier
/// (seen, not yet explored) cannot be reached from the frontier, for there are no cycles. So what
/// has not been found out about it yet never will be.
class Walk {
 public:
  using Number = CommitGraph::Number;

  explicit Walk(CommitGraph& graph) : graph_(graph) {}

  /// Starts from `number` too. `hidden` passes on to everything that is reachable from it.
  void add(Number number, bool hidden);
  /// Explores one commit of the frontier; false when there is none left to explore.
  bool step();

  [[nodiscard]] bool seen(Number number) const { return has(number, seen_flag); }
  /// No commit is left to explore that was not reached from a hidden one.
  [[nodiscard]] bool only_hidden_left() const { return open_ == 0; }
  [[nodiscard]] bool exhausted() const { return queue_.empty(); }
  [[nodiscard]] std::size_t explored() const { return explored_.size(); }
  [[nodiscard]] std::int64_t latest_time() const { return queue_.top().first; }
  /// The frontier, with the boundary commits met, behind which a shallow clone holds nothing.
  [[nodiscard]] std::vector<Number> frontier() const;
  /// Some boundary commit was met (and is not hidden, if `unhidden_only`).
  [[nodiscard]] bool met_boundary(bool unhidden_only) const;
  /// Explored commits that are not hidden.
  [[nodiscard]] std::vector<Number> found() const;

 private:
  enum Flag : std::uint8_t { seen_flag = 1, explored_flag = 2, hidden_flag = 4 };
  using Dated = std::pair<std::int64_t, Number>;

  [[nodiscard]] bool has(Number number, Flag flag) const {
    return number < flags_.size() && (flags_[number] & flag) != 0;
  }
  void hide(Number number);

  CommitGraph& graph_;
  std::vector<std::uint8_t> flags_;
  std::priority_queue<Dated> queue_;
  std::vector<Number> explored_;
  std::vector<Number> boundary_;
  std::size_t open_ = 0;  ///< in the queue and not hidden
};

/// The commits reachable from `tip` and from none of `hidden`, children before parents, later ones
/// first. Throws ShallowError where a boundary hides the answer.
std::vector<ObjectId> list_commits(CommitGraph& graph, const ObjectId& tip,
                                   const std::vector<ObjectId>& hidden);

/// The ancestors of one commit, explored as far as the questions so far needed.
class Ancestry {
 public:
  Ancestry(CommitGraph& graph, CommitGraph::Number tip);
  /// True when `number` is the tip or reachable from it. Throws ShallowError.
  bool contains(CommitGraph::Number number);
  /// Throws ShallowError where ancestors are missing from the repository: a commit that is not in
  /// it may be among them.
  void require_whole();

 private:
  [[nodiscard]] bool certainly_apart(CommitGraph::Number number) const;

  CommitGraph& graph_;
  Walk walk_;
};

}  // namespace relctl::git
