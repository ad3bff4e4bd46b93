// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "git/publish/publish.hpp"
#include "git/repository.hpp"

namespace relctl::operation {

/// A branch of the remote that a request is made of.
struct RemoteBranch {
  std::optional<ObjectId> tip;        ///< nothing: there is no such branch
  std::vector<plan::Commit> commits;  ///< those that the base lacks, children first
};

/// Fetches the remote's branch of that short name, and what `base` lacks of it.
RemoteBranch fetch_branch(const git::Repository& repository, const git::PublishOptions& options,
                          const std::string& branch, const std::string& operation,
                          const ObjectId& base);

/// Makes the remote's branch name `commit`, leased at `expected` (nothing: it must not exist).
/// Throws Error(system), Error(timeout) or Error(unknown) where that did not happen, or may not
/// have; the same command, run again, looks at the branch anew.
void push_branch(const git::Repository& repository, const git::PublishOptions& options,
                 const std::string& branch, const std::optional<ObjectId>& expected,
                 const ObjectId& commit);

}  // namespace relctl::operation
