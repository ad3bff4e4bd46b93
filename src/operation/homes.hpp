// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "config/config.hpp"
#include "git/repository.hpp"
#include "plan/snapshot.hpp"

namespace relctl::operation {

/// The tip of a branch in this clone: its own, else a remote's as it was fetched last.
std::optional<ObjectId> local_tip(const git::Repository& repository, const std::string& branch);

/// The branches that have environments, as far as the configuration at hand says.
struct Homes {
  std::optional<std::string> own;             ///< of the environments that an operation is for
  std::vector<std::string> all;               ///< every branch that a plan may want to look at
  std::optional<std::string> default_branch;  ///< as this clone knows it
};

/// Looks the branches up. `environments` are those of an operation, all kept on one branch; they
/// may be none.
Homes homes_of(const git::Repository& repository, const config::Config& config,
               const std::vector<std::string>& environments);

/// `snapshot` with the tips of the other branches, and with an origin where the target is an
/// environment's own branch. Throws Error(conflict) where that branch, or the one that releases
/// are made from, is not here.
plan::Snapshot with_homes(const git::Repository& repository, plan::Snapshot snapshot,
                          const Homes& homes);

/// The tip of `branch` as it was fetched last, from the first remote that has one.
std::optional<ObjectId> fetched_tip(const git::Repository& repository, const std::string& branch);

/// The remote's default branch as this clone knows it, by `refs/remotes/REMOTE/HEAD`.
std::optional<std::string> remote_default_branch(const git::Repository& repository);

/// The branch that has the environments where nothing else is said: the remote's default branch as
/// this clone knows it, else the one checked out.
std::optional<std::string> local_default_branch(const git::Repository& repository);

}  // namespace relctl::operation
