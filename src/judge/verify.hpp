// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "config/config.hpp"
#include "plan/history.hpp"
#include "plan/snapshot.hpp"
#include "tree/tree.hpp"

namespace relctl::judge {

/// Why the file `path` of `actual`, which an operation left, is not what it should have left there:
/// a phrase. Empty when the two differ in layout alone.
std::string difference_of(const config::Config& config, const Tree& expected, const Tree& actual,
                          const std::string& path);

/// How far a commit is what its trailers say.
enum class Grade {
  foreign,   ///< no operation of relctl's: it has no trailers
  exact,     ///< recomputed from its trailers, the tree is the same but for prepared files
  by_field,  ///< it differs in layout alone: made by another relctl
  bad,
};

/// What verify() says about one commit.
struct Verdict {
  plan::Commit commit;
  Grade grade = Grade::foreign;
  std::vector<std::string> differences;  ///< `PATH: what`, for a bad one
  std::vector<std::string> prepared;     ///< files of commands of `release.prepare`, not recomputed
};

/// What environments are rendered from that have branches or a repository of their own.
struct RenderedFrom {
  plan::Place branch = {};  ///< without history where it is not known
  /// The rules of its repository, as this one sees them; nothing where it is this one.
  std::optional<config::Config> rules = std::nullopt;
};

/// Recomputes the operation of a commit from the inputs in its trailers, on its parent, and
/// compares. A bad commit is a verdict, not an error.
Verdict verify(const plan::History& history, const ObjectId& commit,
               const RenderedFrom& source = {});

}  // namespace relctl::judge
