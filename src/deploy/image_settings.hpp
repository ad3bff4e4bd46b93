// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "config/config.hpp"
#include "kustomize/images.hpp"
#include "plan/request.hpp"

namespace relctl::deploy {

/// The images of a service as the environment of that name has them, with the tags of `version` and
/// the digests that `digests` give them.
std::vector<kustomize::ImageSetting> image_settings(
    const config::Service& service, const std::string& environment, const std::string& version,
    const std::vector<plan::DigestArgument>& digests);

/// Those that a release is to have: as its automatic environments have them, each once, or where
/// there are none by their own names.
std::vector<kustomize::ImageSetting> released_images(
    const config::Config& config, const config::Service& service, const std::string& version,
    const std::vector<plan::DigestArgument>& digests);

/// Throws Error(usage) for a digest that is none, that names no image of `services`, or that names
/// none where there are several.
void check_digests(const std::vector<const config::Service*>& services,
                   const std::vector<plan::DigestArgument>& digests);

}  // namespace relctl::deploy
