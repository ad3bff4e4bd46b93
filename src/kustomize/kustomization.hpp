// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kustomize/image_reference.hpp"
#include "tree/tree.hpp"
#include "yaml/document.hpp"

namespace relctl::kustomize {

/// An item of `images`, as kustomize reads it: aliases followed, numbers as their text.
struct ImageEntry {
  std::size_t index = 0;   ///< in `images`
  std::size_t offset = 0;  ///< where the item starts in the file
  std::string name;
  std::optional<std::string> new_name;
  std::optional<std::string> new_tag;
  std::optional<std::string> digest;
  std::optional<std::string> tag_suffix;

  /// True when `name` is one of its two names. Texts are compared: kustomize takes `nginx` and
  /// `docker.io/library/nginx` for two images.
  [[nodiscard]] bool is_for(std::string_view image) const;
  /// True when it decides the tag or the digest.
  [[nodiscard]] bool fixes() const { return new_tag || digest || tag_suffix; }
  /// `image` after this entry, by kustomize's rules: a tag alone drops the digest and a digest
  /// alone the tag. An image with another name stays.
  [[nodiscard]] ImageReference apply(const ImageReference& image) const;
};

/// A kustomization file and what it draws in. Paths are relative to the repository.
struct Kustomization {
  std::string path;
  std::string directory;
  yaml::Stream stream;
  std::vector<ImageEntry> images;
  std::vector<std::string> resources;       ///< files and directories: `resources`, `bases`
  std::vector<std::string> components;      ///< directories
  std::vector<std::string> patches;         ///< files
  std::vector<std::string> inline_patches;  ///< YAML text inside the file
  std::vector<std::string> unfollowed;      ///< what lies outside of the repository
};

/// The path of the kustomization of `directory`; nothing when it has none. Throws Error(input) for
/// several, and for one that is a symbolic link or no file.
std::optional<std::string> find_kustomization(const Tree& tree, std::string_view directory);

/// Parses the kustomization at `path`. Throws Error(input) for bad YAML, for several documents
/// (kustomize takes one), and for `images` that are no list of mappings.
Kustomization load_kustomization(const Tree& tree, const std::string& path);

/// True for the three file names that kustomize knows.
bool is_kustomization_name(std::string_view name);

}  // namespace relctl::kustomize
