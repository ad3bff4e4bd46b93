// SPDX-License-Identifier: MIT
#include "commands/check_files.hpp"

#include <memory>

#include "deploy/deploy.hpp"
#include "release/versions.hpp"
#include "tree/disk_tree.hpp"

namespace relctl::commands {
std::map<std::string, std::string> check_files(const config::Config& config,
                                               const std::string& root) {
  const auto tree = std::make_shared<const DiskTree>(root);
  std::map<std::string, std::string> versions;
  for (const config::Service& service : config.services) {
    const auto version = release::version_in_files(service, *tree);
    versions[service.name] = version ? semver::to_string(*version) : "";
  }
  for (const config::Environment& environment : config.environments) {
    // Another branch or repository is not here to be looked at.
    if (!environment.branch && !environment.repository) {
      deploy::check_places(tree, config, environment);
    }
  }
  return versions;
}

}  // namespace relctl::commands
