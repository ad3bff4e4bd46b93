// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "semver/auto_rules.hpp"
#include "semver/bump.hpp"
#include "semver/reverts.hpp"
#include "semver/version.hpp"

namespace relctl::semver {

/// What one commit counted as, and the rule behind it.
struct CountedCommit {
  std::string id;
  std::string subject;         ///< as written
  std::optional<Level> level;  ///< nothing: it asks for no release
  std::string rule;            ///< in words for people: `type feat`, `taken out by 1234567`
  bool operator==(const CountedCommit&) const = default;
};

/// What the commits since a version ask for.
struct AutoLevel {
  std::optional<Level> level;  ///< major, minor or patch; nothing: no commit asks for a release
  std::string id;              ///< of the newest commit that asks for the level
  std::string reason;          ///< its change, in the commit's own bytes: `feat(api)!: drop v1`
  std::optional<std::string> wished;   ///< the newest `Release-As:` footer, as written
  std::vector<CountedCommit> commits;  ///< all that count, newest first
};

/// The level for `messages`, which stand newest first, children before parents. On 0.x a breaking
/// change asks for `rules.zero`. A commit and its revert among them cancel each other, and a revert
/// of that revert brings it back.
AutoLevel level_for(const std::vector<CommitMessage>& messages, const CommitRules& rules,
                    const Version& current);

}  // namespace relctl::semver
