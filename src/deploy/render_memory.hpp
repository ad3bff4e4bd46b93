// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "deploy/rendered_path.hpp"
#include "deploy/rendering.hpp"
#include "tree/tree.hpp"

namespace relctl::deploy {

/// What rendered paths hold, and what folders render to, each looked at once: a tree that has the
/// files which a render read renders to the same.
class RenderMemory {
 public:
  /// What the path of `target` holds in `tree`; null where it is not rendered. Throws Error(input)
  /// as read_rendered().
  std::shared_ptr<const RenderedPath> read(const Tree& tree, const RenderTarget& target);

  /// The render of `target` from `tree`, the tree of `commit`, with `images`; null where that
  /// cannot be rendered. The revision in it is that of the commit that was rendered first.
  std::shared_ptr<const Rendering> render(const Tree& tree, const ObjectId& commit,
                                          const RenderTarget& target,
                                          const std::vector<kustomize::ImageSetting>& images);

 private:
  /// Renders of one path with the same images.
  struct Renders {
    std::vector<kustomize::ImageSetting> images;
    std::vector<std::shared_ptr<const Rendering>> known;
  };

  std::map<std::pair<std::string, ObjectId>, std::shared_ptr<const RenderedPath>> paths_;
  std::map<std::string, std::vector<Renders>> renders_;  ///< by key_of()
};

/// Tells the paths of all environments apart: on different branches two may have the same.
std::string key_of(const RenderTarget& target);

}  // namespace relctl::deploy
