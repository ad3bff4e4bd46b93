// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "config/config.hpp"
#include "plan/history.hpp"
#include "release/changes.hpp"
#include "semver/auto_level.hpp"
#include "semver/version.hpp"
#include "tree/tree.hpp"

namespace relctl::release {

/// The commits that `source` reaches and none of `hidden` does.
struct CommitRange {
  ObjectId source;
  std::vector<ObjectId> hidden;
};

/// The messages of `commits`, which tell of each whether it counts for `service`. Those count that
/// change its source files, besides
/// - merges whose pull request has a title with a type, where they bring such changes;
/// - where there is one service, commits without any change that hold a `Release-As:` footer.
std::vector<semver::CommitMessage> messages_for(const config::Config& config,
                                                const config::Service& service,
                                                const plan::History& history,
                                                const std::vector<plan::Commit>& commits,
                                                Changes& changes);

/// What the commits of `range` ask for, by Conventional Commits and the configured rules.
/// Those count of which messages_for() says so; `commits` of the answer is empty where none does.
semver::AutoLevel automatic_level(const config::Config& config, const config::Service& service,
                                  const plan::History& history, const CommitRange& range,
                                  const semver::Version& current, Changes& changes);

}  // namespace relctl::release
