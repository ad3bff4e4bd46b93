// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "kustomize/image_reference.hpp"
#include "render/render.hpp"
#include "tree/tree.hpp"

namespace relctl::deploy {

/// An image that an object of a build gets.
struct WorkloadImage {
  const render::Object* object = nullptr;
  const render::Node* node = nullptr;
  kustomize::ImageReference image;
  bool is_container = true;  ///< false: a field of another kind, which `images` do not set
};

/// The images of the containers of all objects, and those of fields that custom kinds have: `image`
/// and `image.reference` wherever they stand, where a tag or digest makes them one (Argo Workflows,
/// Tekton, Prometheus, KubeVirt, image volumes). ConfigMaps, Secrets and definitions have none.
std::vector<WorkloadImage> workload_images(const render::Build& build);
/// The same for one object.
std::vector<WorkloadImage> object_images(const render::Object& object);

/// `KIND NAME` or `KIND NAMESPACE/NAME` of an object.
std::string workload_name(const render::Object& object);

/// The other names that kustomizations give images.
class ImageNames {
 public:
  /// Reads the entries of `images` of all kustomizations that `build` read.
  ImageNames(const Tree& tree, const render::Build& build);

  /// The names by which an image that runs as `name` may be called: its own, and those that entries
  /// turn into it. A tag inside a `newName` is no part of it.
  [[nodiscard]] std::set<std::string> origins(const std::string& name) const;

 private:
  void add(const Tree& tree, const std::string& kustomization);

  std::map<std::string, std::set<std::string>> before_;
};

}  // namespace relctl::deploy
