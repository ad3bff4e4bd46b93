// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "config/config.hpp"
#include "plan/snapshot.hpp"

namespace relctl::status {

/// Manifests that a rendered path could get.
struct WaitingManifests {
  ObjectId revision;        ///< the commit that they would come from
  std::size_t objects = 0;  ///< that would be added, changed or removed
  std::size_t commits = 0;  ///< that change what is rendered; 0: not known
};

/// A rendered path, as git says.
struct ManifestsStatus {
  std::string path;
  std::optional<ObjectId> revision;  ///< nothing: it is not rendered yet
  std::optional<WaitingManifests> waiting;
};

/// The rendered paths of `environment`; none where it has no `render`. Only what changes its own
/// objects waits: what `generate` would bring to an environment that nothing rendered comes before,
/// and `promote` to another.
std::vector<ManifestsStatus> manifests_of(const config::Config& config,
                                          const plan::Snapshot& snapshot,
                                          const config::Environment& environment);

}  // namespace relctl::status
