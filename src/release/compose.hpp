// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "config/config.hpp"
#include "kustomize/images.hpp"
#include "plan/outcome.hpp"
#include "plan/plan.hpp"
#include "plan/request.hpp"
#include "plan/snapshot.hpp"
#include "record/trailers.hpp"
#include "release/survey.hpp"

namespace relctl::release {

/// What a release writes on top of one commit.
struct Composition {
  std::vector<plan::FileEdit> edits;
  std::vector<record::ImageRecord> images;  ///< as written, in order of environments and services
  std::vector<plan::ManifestsOutcome> manifests;  ///< of rendered environments
  std::vector<std::string> notes;
};

/// Writes the versions of `releases` into version files, changelogs, what `release.prepare` makes
/// of them, and the `auto` environments that live on the target branch; others are left to a
/// promotion, and a note says so. Rendered ones are rendered from the release's own tree, on top of
/// `commit`. A pre-release leaves the changelog alone.
Composition compose(const config::Config& config, const plan::Snapshot& snapshot,
                    const plan::BumpRequest& request, const std::vector<Survey>& releases,
                    const ObjectId& commit);

}  // namespace relctl::release
