// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "kustomize/image_reference.hpp"
#include "yaml/document.hpp"

namespace relctl::kustomize {

/// An image that a manifest names.
struct ManifestImage {
  ImageReference image;
  const yaml::Node* node = nullptr;  ///< the value: a scalar, or an alias of one
  bool is_container = true;          ///< false: entries of `images` do not set it
};

/// The images of the containers of every document of `stream`: `image` of each item of a list under
/// `containers`, `initContainers` or `ephemeralContainers`, however deep (so in every kind that has
/// a pod template, in kind List and in strategic merge patches), and `value` of JSON 6902
/// operations on a path that ends in `/image`; also the other fields called `image` and
/// `image.reference` that have a tag or digest, which custom kinds and volumes have. Text that is a
/// template instead of an image is passed over. The nodes point into `stream`.
std::vector<ManifestImage> manifest_images(const yaml::Stream& stream);

}  // namespace relctl::kustomize
