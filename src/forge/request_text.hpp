// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "plan/outcome.hpp"
#include "record/trailers.hpp"

namespace relctl::forge {

/// A commit that comes with a promotion: one between the version before and the new one.
struct ComingCommit {
  std::string id;  ///< abbreviated
  std::string subject;
  std::string author;
};

/// What a promotion's pull request tells its reader. Everything but the record is taken for
/// untrusted text.
struct RequestFacts {
  std::string environment;
  std::optional<std::string> from;             ///< the environment that the versions come from
  std::vector<plan::ServiceOutcome> services;  ///< those that were done are listed
  std::string rendered;                        ///< the objects that would run otherwise, as text
  std::string diff;                            ///< the plan as a patch
  std::vector<ComingCommit> commits;           ///< newest first
  std::string requester;                       ///< who asked
  record::Record record;                       ///< its trailers end the body
  std::size_t most_bytes = 30'000;             ///< of the body: Bitbucket takes the least of all
};

struct RequestText {
  std::string title;
  std::string body;
};

/// Title and Markdown body of a promotion's pull request: the objects that change, a table of
/// services with old and new version, commits, the diff, who asked, and the `Relctl-*` lines last,
/// so that they stay trailers when the forge makes a squash commit of them. Commits and diff are
/// cut, with a note, where the body would get too long.
RequestText request_text(const RequestFacts& facts);

}  // namespace relctl::forge
