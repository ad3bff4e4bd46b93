// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <set>
#include <string>
#include <vector>

#include "config/config.hpp"
#include "kustomize/images.hpp"
#include "tree/tree.hpp"

namespace relctl::deploy {

/// An image of a workload, as a build gives it.
struct RunningImage {
  std::string workload;           ///< `KIND NAME`
  kustomize::ImageSetting image;  ///< with the name that runs
  std::set<std::string> names;    ///< by which relctl.yaml may name it
};

/// What the builds of a path say.
struct PathImages {
  std::vector<RunningImage> images;    ///< in the order of the builds
  std::vector<std::string> not_built;  ///< why folders of the path cannot be built here
  /// All was built, and of the path's own files alone: a path with the same files says the same.
  bool is_movable = true;
};

/// Builds `path` and reads the images of its workloads.
PathImages read_path_images(const Tree& tree, const std::string& path);

/// The paths of `environment`, each once, in order.
std::vector<std::string> paths_of(const config::Config& config,
                                  const config::Environment& environment);

/// What the workloads of `environment` get, of all its paths.
PathImages read_environment_images(const Tree& tree, const config::Config& config,
                                   const config::Environment& environment);

/// Throws Error(input) for an image of `services` that no workload of any environment uses and no
/// deploy place takes, unless relctl.yaml says `used: false`: its name is written wrong. Of
/// a service nothing is known, and nothing is thrown, where one of the environments that it runs in
/// is rendered, kept elsewhere, or cannot be built, or where none has workloads.
void check_images_used(const Tree& tree, const config::Config& config,
                       const std::vector<const config::Service*>& services,
                       const std::function<bool(const config::Environment&)>& is_here);

}  // namespace relctl::deploy
