// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "config/config.hpp"
#include "kustomize/images.hpp"
#include "plan/plan.hpp"
#include "plan/request.hpp"
#include "plan/snapshot.hpp"
#include "plan/survey.hpp"
#include "plan/trailers.hpp"

namespace relctl::plan {

/// What a release writes on top of one tree.
struct Composition {
  std::vector<FileEdit> edits;
  std::vector<ImageRecord> images;  ///< as written, in order of environments and services
  std::vector<std::string> notes;
};

/// Writes the versions of `releases` into version files, changelogs and the `auto` environments
/// that live on the target branch; others are left to a promotion, and a note says so. A
/// pre-release leaves the changelog alone.
Composition compose(const config::Config& config, const Snapshot& snapshot,
                    const BumpRequest& request, const std::vector<Survey>& releases,
                    const std::shared_ptr<const Tree>& tree);

/// The images of a service with the tags of `version` and the digests that `digests` give them.
std::vector<kustomize::ImageSetting> image_settings(const config::Service& service,
                                                    const std::string& version,
                                                    const std::vector<DigestArgument>& digests);

/// Throws Error(usage) for a digest that is none, that names no image of `services`, or that names
/// none where there are several.
void check_digests(const std::vector<const config::Service*>& services,
                   const std::vector<DigestArgument>& digests);

}  // namespace relctl::plan
