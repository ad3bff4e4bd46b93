// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "config/config.hpp"
#include "notes/notes.hpp"
#include "notes/write.hpp"
#include "plan/request.hpp"
#include "plan/snapshot.hpp"
#include "record/releases.hpp"
#include "release/automatic.hpp"
#include "release/changes.hpp"
#include "semver/version.hpp"

namespace relctl::release {

/// Notes of a service, and what they are about.
struct ReleaseNotes {
  std::string service;
  std::optional<std::string> version;   ///< nothing: of a range, or nothing is to be released
  std::optional<std::string> previous;  ///< the version before; nothing: there is none
  std::optional<std::string> date;      ///< the day of the release: `2026-01-31`
  std::string from;                     ///< tag or commit that they begin after; empty: at the root
  std::string to;                       ///< tag or commit that they end with
  notes::Notes notes;
};

/// The notes of the commits of `range` that count for `service`.
notes::Notes notes_in(const config::Config& config, const config::Service& service,
                      const plan::History& history, const CommitRange& range, Changes& changes);

/// The release before `version` that is reached by `tips`: the last final one before a final
/// version, the last of any kind before a pre-release.
std::optional<record::Release> release_before(const plan::History& history,
                                              const std::vector<record::Release>& releases,
                                              const semver::Version& version,
                                              const std::vector<ObjectId>& tips);

/// The notes of the version that `relctl bump auto` would release from the commit checked out.
ReleaseNotes next_notes(const config::Config& config, const plan::Snapshot& snapshot,
                        const config::Service& service, const plan::Operation& operation);

/// The notes of a release. Throws Error(usage) where there is no tag of `version`.
ReleaseNotes version_notes(const config::Config& config, const plan::Snapshot& snapshot,
                           const config::Service& service, const semver::Version& version);

/// The notes of what commit `to` has and `from` lacks.
ReleaseNotes range_notes(const config::Config& config, const plan::Snapshot& snapshot,
                         const config::Service& service, const ObjectId& from, const ObjectId& to);

/// How `notes` are written where `links` are known.
notes::Writing writing_of(const ReleaseNotes& notes, const std::optional<notes::Links>& links);

/// The links that relctl.yaml itself makes known, by `release.notes.repository`.
std::optional<notes::Links> configured_links(const config::Config& config);

}  // namespace relctl::release
