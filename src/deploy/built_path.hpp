// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "render/render.hpp"
#include "tree/tree.hpp"

namespace relctl::deploy {

/// What one folder of an environment gives.
struct BuiltFolder {
  std::string folder;
  std::optional<render::Build> build;  ///< nothing where it cannot be built here
  std::string fault;                   ///< then why, with the place: `FILE:LINE: …`
};

/// Builds what runs by `path`: each kustomization at or below it that none of the others there
/// draws in, and, where `path` itself has none, the manifests that none draws in, as one folder. A
/// path that is not there has no folders. Components alone are not built.
std::vector<BuiltFolder> build_path(const Tree& tree, const std::string& path);

}  // namespace relctl::deploy
