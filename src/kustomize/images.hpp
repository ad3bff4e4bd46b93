// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "edit/splice.hpp"
#include "kustomize/file_memory.hpp"
#include "tree/tree.hpp"

namespace relctl::kustomize {

/// The tag and digest that an image repository gets. At least one is set, and what is not set goes:
/// a tag alone removes a digest, a digest alone removes a tag.
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

/// Every place at or below `directory` that fixes a tag or digest, by path and line: entries of
/// `images` in kustomizations, and images in manifests that no entry overrides. An entry with
/// `newName` gives a place for each of its two names. Aliases are followed, numbers are their text.
/// Throws Error(input) for files that cannot be read; a directory that is not there has no places.
/// What `memory` knows is not parsed again.
std::vector<ImagePlace> read_images(
    const Tree& tree, std::string_view directory,
    std::shared_ptr<FileMemory> memory = std::make_shared<FileMemory>());

/// The files at or below `directory` that change so that every image of `settings` runs with its
/// tag and digest, in order of their paths; none when all is so already. Names are compared as
/// texts, as kustomize does. The rule, for each image:
///
/// 1. Every entry of `images`, in every kustomization at or below `directory`, whose `name` or
///    `newName` is the image, is edited; several entries for one image all get the same. `newName`
///    stays; `tagSuffix` is refused.
/// 2. An image that a manifest below `directory` names is edited there, if no entry decides its
/// tag:
///    always where no kustomization below `directory` draws the manifest in, else if it has a tag
///    or digest already. Manifests are YAML and JSON files, patches included; hidden directories,
///    Helm charts and symbolic links are passed over.
/// 3. Where a kustomization below `directory` still leaves the image with another tag (its manifest
///    lies outside, or has no tag), an entry is added to the outermost one, which is the one that
///    no other below `directory` draws in. Resources, bases, components and patches are followed
///    anywhere in the repository; URLs are not.
///
/// Throws Error(input) when an image has no place ("no place in PATH uses IMAGE"), for settings
/// that no registry takes, for several kustomizations in one directory, and for YAML that is wrong
/// or that cannot be edited safely; then nothing is to be changed.
std::vector<FileContent> set_images(const Tree& tree, std::string_view directory,
                                    const std::vector<ImageSetting>& settings);

}  // namespace relctl::kustomize
