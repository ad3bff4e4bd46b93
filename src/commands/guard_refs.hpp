// SPDX-License-Identifier: MIT
#pragma once

#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

#include "git/repository.hpp"
#include "plan/snapshot.hpp"
#include "tree/object_id.hpp"

namespace relctl::commands {

/// A branch that a push moves.
struct PushedBranch {
  std::string ref;
  std::optional<ObjectId> before;  ///< nothing: it is created
  ObjectId after;
};

/// What a push moves: branches that are made or moved, and tags that are made.
struct PushedRefs {
  std::vector<PushedBranch> branches;
  std::vector<plan::Tag> tags;
};

/// Reads the lines `OLD NEW REF` that git gives a pre-receive hook. Deleted refs and refs of other
/// kinds are left out. Throws Error(usage), with the line's number, for anything else.
PushedRefs read_received(std::istream& in, const git::Repository& repository);

/// Reads the lines `LOCALREF LOCAL REMOTEREF REMOTE` that git gives a pre-push hook.
PushedRefs read_pushed(std::istream& in, const git::Repository& repository);

/// The commits that every ref below `prefix` (`refs/heads/`) names.
std::vector<ObjectId> tips_below(const git::Repository& repository, const std::string& prefix);

}  // namespace relctl::commands
