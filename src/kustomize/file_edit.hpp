// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "kustomize/files.hpp"
#include "kustomize/images.hpp"
#include "kustomize/kustomization.hpp"

namespace relctl::kustomize {

/// What changes in the `images` of one kustomization.
struct ImagesEdit {
  std::map<std::size_t, ImageSetting> entries;  ///< by index
  std::vector<ImageSetting> added;
};

/// The kustomization after `edit`. Proved: parsed again, only what `edit` names is different.
/// Throws Error(input) where an anchor ties a value to another image's, and for forms that cannot
/// be edited safely.
std::string edit_kustomization(const Kustomization& file, const ImagesEdit& edit);

/// Orders nodes of one file by their place.
struct ByPlace {
  bool operator()(const yaml::Node* a, const yaml::Node* b) const {
    return a->span.offset < b->span.offset;
  }
};

/// New references by the nodes that hold the images of a manifest.
using ManifestEdit = std::map<const yaml::Node*, std::string, ByPlace>;

/// The manifest after `edit`, proved likewise.
std::string edit_manifest(const Manifest& manifest, const ManifestEdit& edit);

}  // namespace relctl::kustomize
