// SPDX-License-Identifier: MIT
#include "commands/check_files.hpp"

#include <memory>

#include "deploy/deploy.hpp"
#include "release/versions.hpp"
#include "tree/disk_tree.hpp"

namespace relctl::commands {
namespace {

void check_used(const Tree& tree, const config::Config& config) {
  std::vector<const config::Service*> services;
  for (const config::Service& service : config.services)
    services.push_back(&service);
  deploy::check_images_used(tree, config, services, [](const config::Environment& environment) {
    return !environment.branch && !environment.repository;
  });
}

}  // namespace

CheckedFiles check_files(const config::Config& config, const std::string& root) {
  const auto tree = std::make_shared<const DiskTree>(root);
  CheckedFiles found;
  for (const config::Service& service : config.services) {
    const auto version = release::version_in_files(service, *tree);
    found.versions[service.name] = version ? semver::to_string(*version) : "";
  }
  for (const config::Environment& environment : config.environments) {
    // Another branch or repository is not here to be looked at.
    if (environment.branch || environment.repository) continue;
    deploy::check_places(tree, config, environment);
    found.environments[environment.name] =
        deploy::read_environment_images(*tree, config, environment);
  }
  check_used(*tree, config);
  return found;
}

}  // namespace relctl::commands
