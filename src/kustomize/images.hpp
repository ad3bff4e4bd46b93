// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "edit/splice.hpp"
#include "tree/tree.hpp"

namespace relctl::kustomize {

/// The tag and digest that an image repository gets. At least one is set. A tag alone removes a
/// digest; a digest is written with the tag.
struct ImageSetting {
  std::string name;  ///< repository
  std::optional<std::string> tag;
  std::optional<std::string> digest;
  bool operator==(const ImageSetting&) const = default;
};

/// Where an image is used or set, and with what.
struct ImagePlace {
  std::string path;  ///< file
  std::size_t line = 0;
  ImageSetting image;
  bool operator==(const ImagePlace&) const = default;
};

/// Every place below `directory` that fixes a tag or digest: `images` entries of kustomizations
/// (by `name` or `newName`), and `image:` of containers in plain manifests that no kustomization
/// overrides.
std::vector<ImagePlace> read_images(const Tree& tree, std::string_view directory);

/// The files below `directory` that change so that every image of `settings` runs with its tag and
/// digest. An entry that is missing is added to a kustomization whose resources (bases followed)
/// use the image. Throws Error(input) "no place in PATH uses IMAGE" when none does.
std::vector<FileContent> set_images(const Tree& tree, std::string_view directory,
                                    const std::vector<ImageSetting>& settings);

}  // namespace relctl::kustomize
