// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "semver/bump.hpp"
#include "semver/conventional.hpp"

namespace relctl::semver {

/// Which Conventional Commits ask for which level: lists of `type` or `type(scope)`, in both of
/// which `*` and `?` stand for any characters. One with a scope goes before one without, an exact
/// one before one with a wildcard, a higher level before a lower one.
struct CommitRules {
  std::vector<std::string> major = {};
  std::vector<std::string> minor = {"feat"};
  std::vector<std::string> patch = {"fix", "perf", "revert"};
  std::vector<std::string> none = {"docs", "chore", "ci", "test", "style"};
  std::optional<Level> other = Level::patch;  ///< what stands in no list, subjects without a type
  Level zero = Level::minor;                  ///< what a breaking change asks for on 0.x
  bool operator==(const CommitRules&) const = default;
};

/// What a change asks for and the rule that says so, in words for people.
struct Judgement {
  std::optional<Level> level;  ///< nothing: no release
  std::string rule;
};

/// Judges one change. A breaking change asks for major whatever its type; the correction of another
/// commit never for more than patch.
Judgement judge(const Change& change, const CommitRules& rules);

/// How closely a pattern (`type` or `type(scope)`, as in CommitRules) describes the change: higher
/// is closer, 0 is not at all.
int closeness(const std::string& pattern, const Change& change);

/// The types that the rules name without wildcards, in lower case.
std::vector<std::string> types_in(const CommitRules& rules);

}  // namespace relctl::semver
