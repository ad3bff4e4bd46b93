// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/recent.hpp"
#include "kustomize/kustomization.hpp"
#include "kustomize/manifest.hpp"
#include "tree/tree.hpp"

namespace relctl::kustomize {

/// A file with Kubernetes objects, and the images in it.
struct Manifest {
  yaml::Stream stream;
  std::vector<ManifestImage> images;
};

/// Kustomizations and manifests of several trees: a path that has the same bytes in two of them is
/// parsed once, while it is among those that were read last.
class FileMemory {
 public:
  /// The kustomization file at `path`, which is there. Throws Error(input) as load_kustomization().
  std::shared_ptr<const Kustomization> kustomization(const Tree& tree, const std::string& path);
  /// The manifest at `path`; null when there is no such file or `wanted` is false for its text.
  /// Throws Error(input) for what is no YAML.
  std::shared_ptr<const Manifest> manifest(const Tree& tree, const std::string& path,
                                           const std::function<bool(std::string_view)>& wanted);

 private:
  using Key = std::pair<std::string, ObjectId>;
  static constexpr std::size_t most = std::size_t{1} << 20U;  ///< bytes of text

  Recent<Key, Kustomization> kustomizations_{most};
  Recent<Key, Manifest> manifests_{most};
};

}  // namespace relctl::kustomize
