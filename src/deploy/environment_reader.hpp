// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "config/config.hpp"
#include "deploy/deploy.hpp"
#include "deploy/path_images.hpp"
#include "deploy/path_memory.hpp"
#include "kustomize/images.hpp"
#include "tree/tree.hpp"

namespace relctl::deploy {

/// Reads what services run in one environment: the images that workloads get by a build of its
/// path, and where no workload of a build has an image, the places that name it. A path that
/// several services share is read once, and one that `memory` knows is not.
class EnvironmentReader {
 public:
  EnvironmentReader(std::shared_ptr<const Tree> tree, const config::Environment& environment,
                    std::shared_ptr<PathMemory> memory = std::make_shared<PathMemory>())
      : tree_(std::move(tree)), environment_(environment), memory_(std::move(memory)) {}

  /// What the images and deploy places of `service` say.
  Deployed read(const config::Service& service);

  /// What the builds say of all paths that were read.
  [[nodiscard]] PathImages built() const;

  /// The images in the environment's paths that belong to no service of `config`, each once.
  std::vector<std::string> unknown_images(const config::Config& config);

 private:
  const NamedImages& named_for(const config::Service& service);
  const PathImages& built_for(const config::Service& service);
  std::vector<kustomize::ImageSetting> settings_of(const config::Service& service,
                                                   const config::Image& image);

  std::shared_ptr<const Tree> tree_;
  const config::Environment& environment_;
  std::shared_ptr<PathMemory> memory_;
  std::map<std::string, std::shared_ptr<const NamedImages>> named_;  ///< by path
  std::map<std::string, std::shared_ptr<const PathImages>> built_;   ///< likewise
};

}  // namespace relctl::deploy
