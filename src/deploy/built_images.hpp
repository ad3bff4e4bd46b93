// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "config/config.hpp"
#include "kustomize/images.hpp"
#include "tree/tree.hpp"

namespace relctl::deploy {

/// What was just written for a service.
struct Promise {
  const config::Service* service = nullptr;
  std::vector<kustomize::ImageSetting> images;
};

/// Builds the paths of `environment` in `tree`, each once, and compares the images that its
/// workloads get with what was promised. Throws Error(input) that names the workload and what sets
/// its image where one of them gets another tag or digest: `replacements`, a transformer, a patch,
/// a tag inside of `newName`, a field of a custom kind. Gives a sentence for each folder that
/// cannot be built here (a remote base, a Helm chart, a mistake in it) and so was not compared; in
/// a strict environment that is Error(input) too.
std::vector<std::string> check_built_images(const Tree& tree,
                                            const config::Environment& environment,
                                            const std::vector<Promise>& promises);

}  // namespace relctl::deploy
