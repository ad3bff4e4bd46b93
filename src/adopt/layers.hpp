// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "tree/tree.hpp"

namespace relctl::adopt {

/// What a folder with a kustomization is among others that build on each other.
struct Layer {
  bool fixes_images = false;         ///< its `images` set a tag or a digest
  bool is_thin = false;              ///< it refers to one folder and sets tags, and nothing else
  std::vector<std::string> folders;  ///< the folders it builds on, relative to the repository
};

/// The layer of the kustomization at `path`; nothing where it cannot be read.
std::optional<Layer> layer_at(const Tree& tree, const std::string& path);

/// The folders that Argo CD's Applications and ApplicationSets and Flux's Kustomizations among
/// `files` say to deploy, as far as they are in `tree`; `*` stands where a generator fills in.
std::set<std::string> pointed_folders(const Tree& tree, const std::vector<std::string>& files);

/// True where one of `pointed` is `folder`, `*` matching within one part of a path.
bool is_pointed_at(const std::set<std::string>& pointed, const std::string& folder);

}  // namespace relctl::adopt
