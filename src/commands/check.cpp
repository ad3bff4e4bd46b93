// SPDX-License-Identifier: MIT
#include "commands/check.hpp"

#include <memory>

#include "plan/deploy.hpp"
#include "plan/versions.hpp"
#include "tree/disk_tree.hpp"

namespace relctl::commands {
namespace {

void check_environment(const std::shared_ptr<const Tree>& tree, const config::Config& config,
                       const config::Environment& environment) {
  // Another branch or repository is not here to be looked at.
  if (environment.branch || environment.repository) return;
  for (const config::Service& service : config.services) {
    if (!plan::runs_in(service, environment)) continue;
    std::vector<kustomize::ImageSetting> images;
    for (const config::Image& image : service.images) {
      images.push_back({image.name, plan::image_tag(service, image, "0.0.0"), std::nullopt});
    }
    plan::Draft draft(tree);
    plan::write_environment(draft, environment, service, "0.0.0", images);
  }
}

}  // namespace

std::map<std::string, std::string> check_files(const config::Config& config,
                                               const std::string& root) {
  const auto tree = std::make_shared<const DiskTree>(root);
  std::map<std::string, std::string> versions;
  for (const config::Service& service : config.services) {
    const auto version = plan::version_in_files(service, *tree);
    versions[service.name] = version ? semver::to_string(*version) : "";
  }
  for (const config::Environment& environment : config.environments)
    check_environment(tree, config, environment);
  return versions;
}

}  // namespace relctl::commands
