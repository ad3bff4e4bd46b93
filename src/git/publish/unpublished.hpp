// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "git/remote/remote_view.hpp"
#include "plan/outcome.hpp"

namespace relctl::git {

/// Releases that were made in this clone and not published: they are computed anew on the remote's
/// tip instead of being pushed, since others may have released meanwhile.
struct Unpublished {
  std::string branch;                 ///< short name
  ObjectId tip;                       ///< of the local branch
  ObjectId base;                      ///< what they were made on; the remote has it
  std::vector<plan::Commit> commits;  ///< all are relctl's own; newest first
  std::vector<plan::Tag> tags;        ///< local ones that name them, unknown to the remote

  [[nodiscard]] bool contains(const ObjectId& commit) const;
};

/// The commits of the local target branch that the remote's lacks; nothing where there are none.
/// Throws Error(conflict) unless relctl made all of them, as they are: its trailers are in each,
/// and the tags that those name are here and name commits among them.
std::optional<Unpublished> find_unpublished(const Repository& repository, const RemoteView& view);

/// Throws Error(conflict) unless `result` settles everything that `unpublished` did. A release is
/// settled where its service is released anew, where others took its tag, or released from what it
/// was made from; any other operation where `result` changes every file that it changed.
void check_replaced(const plan::History& history, const Unpublished& unpublished,
                    const plan::Result& result, const RemoteView& view);

/// Annotated tags that relctl made here, of commits that the remote's branch has, but which the
/// remote itself lacks: what a release left that was broken off between branch and tag.
std::vector<plan::Tag> pending_tags(const Repository& repository, const RemoteView& view);

}  // namespace relctl::git
