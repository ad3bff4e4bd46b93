// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "config/config.hpp"
#include "plan/draft.hpp"
#include "plan/outcome.hpp"
#include "plan/request.hpp"
#include "plan/snapshot.hpp"
#include "record/trailers.hpp"
#include "semver/version.hpp"

namespace relctl::deploy {

/// A version of a service that is released now.
struct ReleasedVersion {
  const config::Service* service = nullptr;
  semver::Version version;
};

/// The release that is written, on top of `commit`.
struct ReleaseSite {
  const config::Config& config;
  const plan::Snapshot& snapshot;
  const plan::BumpRequest& request;
  const ObjectId& commit;
};

/// What a release wrote into environments.
struct DeployedRelease {
  std::vector<record::ImageRecord> images;  ///< as written, in order of environments and services
  std::vector<plan::ManifestsOutcome> manifests;  ///< of rendered environments
  std::vector<std::string> notes;
};

/// Writes `releases` into the `auto` environments that live on the target branch; others are left
/// to a promotion, and a note says so. Rendered ones are rendered from `draft`, the release's own
/// tree. Throws Error(input) where an environment would not build to the images, and
/// Error(conflict) where people's edits would be undone.
DeployedRelease deploy_releases(const ReleaseSite& site,
                                const std::vector<ReleasedVersion>& releases, plan::Draft& draft);

}  // namespace relctl::deploy
