// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "semver/bump.hpp"
#include "semver/version.hpp"

namespace relctl::semver {

/// Which types of Conventional Commits ask for more or for less than a patch. A breaking change
/// asks for a major version whatever its type.
struct CommitRules {
  std::vector<std::string> minor = {"feat"};
  std::vector<std::string> none = {"docs", "chore", "ci", "test", "style"};
};

/// A commit by its full id.
struct CommitMessage {
  std::string id;
  std::string text;
};

/// What the commits since a version ask for.
struct AutoLevel {
  std::optional<Level> level;  ///< major, minor or patch; nothing: no commit asks for a release
  std::string id;              ///< of the newest commit that asks for the level
  std::string reason;          ///< its change, in the commit's own bytes: `feat(api)!: drop v1`
};

/// The level for `messages`, which stand newest first, children before parents. On 0.x a breaking
/// change is minor: only people leave 0.x. A commit and its revert among them cancel each other,
/// and a revert of that revert brings it back.
AutoLevel level_for(const std::vector<CommitMessage>& messages, const CommitRules& rules,
                    const Version& current);

}  // namespace relctl::semver
