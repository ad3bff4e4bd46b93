// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "config/config.hpp"
#include "render/difference.hpp"
#include "tree/tree.hpp"

namespace relctl::deploy {

/// What an environment would run otherwise.
struct EnvironmentDifference {
  std::string environment;
  render::Difference objects;
  std::vector<std::string> not_built;  ///< folders that are not compared, and why

  [[nodiscard]] bool empty() const { return objects.empty() && not_built.empty(); }
};

/// A state of the repository, with the configuration that it is read by.
struct RepositoryState {
  const Tree& tree;
  const config::Config& config;
};

/// Builds the paths of the environment `name` in two states and compares what they give. Where one
/// of them does not have the environment, all of it came or went.
EnvironmentDifference compare_environment(const std::string& name, const RepositoryState& before,
                                          const RepositoryState& after);

/// An environment, and the tree that it is read from.
struct PlacedEnvironment {
  const config::Environment& environment;
  std::shared_ptr<const Tree> tree;
};

/// Builds the paths of two rendered environments and compares what they give, as if both lay in one
/// namespace where each lies in one of its own.
EnvironmentDifference compare_rendered(const config::Config& config,
                                       const PlacedEnvironment& before,
                                       const PlacedEnvironment& after);

}  // namespace relctl::deploy
