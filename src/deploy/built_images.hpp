// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "config/config.hpp"
#include "kustomize/images.hpp"
#include "tree/tree.hpp"

namespace relctl::deploy {

/// Builds the path of `environment` in `tree`, and compares the images that its workloads get with
/// `images`, which were just written there for `service`. Throws Error(input) that names the
/// workload and what sets its image where one of them gets another tag or digest: `replacements`, a
/// transformer, a patch, a tag inside of `newName`. A path that is no kustomization, or that only
/// another program can build (a remote base, a Helm chart), is not compared.
void check_built_images(const Tree& tree, const config::Environment& environment,
                        const config::Service& service,
                        const std::vector<kustomize::ImageSetting>& images);

}  // namespace relctl::deploy
