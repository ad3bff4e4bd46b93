// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <memory>
#include <string>

#include "base/recent.hpp"
#include "deploy/path_images.hpp"
#include "kustomize/images.hpp"
#include "tree/tree.hpp"

namespace relctl::deploy {

/// The images that files of a path name, by the name of each.
using NamedImages = std::multimap<std::string, kustomize::ImageSetting, std::less<>>;

/// What the paths of environments say of images. Two that hold the same files, in one tree or in
/// two, are built once, unless something outside of them counts.
class PathMemory {
 public:
  /// As read_path_images().
  std::shared_ptr<const PathImages> built(const Tree& tree, const std::string& path);
  /// What kustomize::read_images() finds.
  std::shared_ptr<const NamedImages> named(const Tree& tree, const std::string& path);

 private:
  static constexpr std::size_t most = 16'384;  ///< paths

  Recent<ObjectId, PathImages> built_{most};
  Recent<ObjectId, NamedImages> named_{most};
};

}  // namespace relctl::deploy
