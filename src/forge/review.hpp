// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "forge/forge.hpp"
#include "forge/request_text.hpp"
#include "tree/object_id.hpp"

namespace relctl::forge {

/// The branch that a promotion of `services` to `environment` is reviewed on:
/// `relctl/promote/ENVIRONMENT/SERVICE`, with several services `…/N-services-HASH`, with
/// none, where manifests move alone, `…/_manifests`. The same environment and set of services
/// always have the same branch, in any order, so that two runs at once meet at its lease instead
/// of opening a request each.
std::string review_branch(const std::string& environment, std::vector<std::string> services);

/// The branch below `folder`, which ends with a slash, for a set of services, as review_branch().
std::string services_branch(const std::string& folder, std::vector<std::string> services);

/// A commit of a review branch that its base does not have.
struct BranchCommit {
  ObjectId id;
  std::string message;
};

/// What the remote has on a review branch.
struct BranchState {
  std::optional<ObjectId> tip;        ///< nothing: there is no such branch
  std::vector<BranchCommit> commits;  ///< those that the base lacks
  bool holds_plan = false;            ///< the planned files have the planned bytes at the tip
};

/// The commits that somebody else than relctl made for a promotion to `environment`.
std::vector<ObjectId> foreign_commits(const BranchState& state, const std::string& environment);

/// A promotion to be reviewed, and the two things that git does for it.
struct ReviewRequest {
  std::string environment;
  std::vector<std::string> services;  ///< names of those that are promoted
  std::string base;                   ///< short name of the branch that it is to be merged into
  RequestText text;
  bool replace = false;  ///< an approved request is closed, and another one opened
  /// Fetches the branch with that short name and says what is on it. Called once.
  std::function<BranchState(const std::string& branch)> look;
  /// Makes that branch name the plan's commit, leased at `expected` (nothing: it must not exist).
  /// Throws when somebody moved it meanwhile; running the command again settles it.
  std::function<void(const std::string& branch, const std::optional<ObjectId>& expected)> push;
};

enum class ReviewStatus {
  opened,     ///< a new request
  updated,    ///< an open one got the new plan
  unchanged,  ///< an open one says the same already: nothing was done
  approved,   ///< an open one is approved: nothing was done
};

struct ReviewOutcome {
  ReviewStatus status = ReviewStatus::opened;
  OpenRequest request;
  std::optional<OpenRequest> replaced;  ///< was approved, and is closed
  std::string branch;
  std::string words;  ///< one line for people, with the page's address
};

/// Brings the one open request of an environment and set of services up to date, or opens it.
///
/// An approved request is left alone, since what was approved must be what is merged; with
/// `replace` it is closed with a word and another one is opened. A branch with foreign commits is
/// never moved: Error(conflict) names them. Nothing is pushed before all of that is known; a run
/// that dies after its push is finished by the next one, which finds the branch. Throws what the
/// forge, `look` and `push` throw.
ReviewOutcome open_or_update(Forge& forge, const ReviewRequest& request);

}  // namespace relctl::forge
