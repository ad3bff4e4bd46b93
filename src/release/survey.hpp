// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "config/config.hpp"
#include "notes/notes.hpp"
#include "plan/history.hpp"
#include "plan/outcome.hpp"
#include "plan/request.hpp"
#include "plan/snapshot.hpp"
#include "record/releases.hpp"
#include "release/changes.hpp"
#include "release/versions.hpp"
#include "semver/auto_level.hpp"
#include "semver/version.hpp"

namespace relctl::release {

/// A service and what a bump does with it.
struct Survey {
  const config::Service* service = nullptr;
  Current current;
  std::optional<semver::Version> next;  ///< nothing: it is not released, as the outcome says
  plan::ServiceOutcome outcome;
  std::vector<std::string> notes;
  /// What its commits tell, and the commit that they begin after: where that is to be written.
  std::optional<notes::Notes> told = {};
  std::optional<ObjectId> since = {};
};

/// Lets `survey` release `version`, with its tag, its images and their `digests`.
void release_as(Survey& survey, semver::Version version, const config::Config& config,
                const std::vector<plan::DigestArgument>& digests);

/// The services that a request is about, in the configuration's order: the named ones, else all.
/// Throws Error(usage) for an unknown name, and for a plain version where it is not clear which
/// service gets it.
std::vector<const config::Service*> select_services(const config::Config& config,
                                                    const std::vector<std::string>& names,
                                                    const Wish& wish);

/// Decides for each service of the request whether it is released from commit `source`, and with
/// which version. The current version is the highest at `source` and at the target branch's tip.
/// In this order:
/// - a service released from `source` already stays (a job that is run again builds the same
/// image);
/// - one whose source is unchanged since its last release stays, where the wish lets it;
/// - one whose last release was made from a descendant of `source` is superseded;
/// - `auto` lets a service stay when no commit asks for a release.
/// `releases` are those of the snapshot's tags.
std::vector<Survey> survey(const config::Config& config, const plan::Snapshot& snapshot,
                           const plan::BumpRequest& request, const ObjectId& source,
                           record::Releases& releases, Changes& changes);

/// The commits that a version may come from: `source`, and the target branch's tip.
std::vector<ObjectId> tips_of(const plan::Snapshot& snapshot, const ObjectId& source);

}  // namespace relctl::release
