// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "config/config.hpp"
#include "deploy/deploy.hpp"
#include "deploy/path_images.hpp"
#include "kustomize/images.hpp"
#include "tree/tree.hpp"

namespace relctl::deploy {

/// Reads what services run in one environment: the images that workloads get by a build of its
/// path, and where no workload of a build has an image, the places that name it. A path that
/// several services share is read once.
class EnvironmentReader {
 public:
  EnvironmentReader(std::shared_ptr<const Tree> tree, const config::Environment& environment)
      : tree_(std::move(tree)), environment_(environment) {}

  /// What the images and deploy places of `service` say.
  Deployed read(const config::Service& service);

  /// What the builds say of all paths that were read.
  [[nodiscard]] PathImages built() const;

  /// The images in the environment's paths that belong to no service of `config`, each once.
  std::vector<std::string> unknown_images(const config::Config& config);

 private:
  using Places = std::multimap<std::string, kustomize::ImagePlace, std::less<>>;
  const Places& places(const config::Service& service);
  const PathImages& built_for(const config::Service& service);
  std::vector<kustomize::ImageSetting> settings_of(const config::Service& service,
                                                   const config::Image& image);

  std::shared_ptr<const Tree> tree_;
  const config::Environment& environment_;
  std::map<std::string, Places> read_;       ///< by path
  std::map<std::string, PathImages> built_;  ///< likewise
};

}  // namespace relctl::deploy
