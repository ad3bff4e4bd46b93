// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "config/config.hpp"
#include "deploy/holds.hpp"
#include "deploy/rendered_change.hpp"
#include "deploy/rendered_path.hpp"
#include "kustomize/images.hpp"
#include "render/render.hpp"
#include "tree/tree.hpp"

namespace relctl::deploy {

/// A folder whose manifests a path holds: that of one service, or of all that share it.
struct RenderTarget {
  const config::Environment* environment = nullptr;
  std::string path;
  std::string folder;                 ///< that it is rendered from
  std::vector<std::string> images;    ///< repositories of the services that lie there
  std::vector<std::string> services;  ///< their names
};

/// The rendered paths of `environment`, each once, in the configuration's order; none where it has
/// no `render`.
std::vector<RenderTarget> render_targets(const config::Config& config,
                                         const config::Environment& environment);

/// The rendered path of `service`; `environment` has `render`.
RenderTarget render_target(const config::Config& config, const config::Environment& environment,
                           const config::Service& service);

/// What `target` is when it is rendered from `source`, the tree of `revision`, with `images` set as
/// `kustomize edit set image` in its folder would. Throws Error(input) for what cannot be rendered,
/// for a Secret with values where the environment does not take them, for two objects that one
/// cluster takes for the same, for an image of `images` that nothing uses, and for images of the
/// target's services that run with different tags.
RenderedPath render_path(const Tree& source, const ObjectId& revision, const RenderTarget& target,
                         const std::vector<kustomize::ImageSetting>& images);

/// A render, and the files that it read.
struct Rendering {
  RenderedPath path;
  std::vector<render::Input> inputs;
};

/// render_path(), with the files that were read.
Rendering render_from(const Tree& source, const ObjectId& revision, const RenderTarget& target,
                      const std::vector<kustomize::ImageSetting>& images);

/// The digest over path and blob id of the files that a build read.
std::string inputs_digest(const std::vector<render::Input>& inputs);

/// True when `tree` has each of the files as they were read: a render of it reads the same.
bool reads_the_same(const Tree& tree, const std::vector<render::Input>& inputs);

/// The images that `target` has in `tree`: those of its kustomization, whether it was rendered
/// already or refers to its folder.
std::vector<kustomize::ImageSetting> images_at(const Tree& tree, const RenderTarget& target);

/// `images` with those of `more` in place of the ones of the same name, in order of their names.
std::vector<kustomize::ImageSetting> with_images(std::vector<kustomize::ImageSetting> images,
                                                 const std::vector<kustomize::ImageSetting>& more);

/// A hold in force on one of the services of `target`, in `tree`: it keeps the manifests for all.
std::optional<Hold> hold_on(const Tree& tree, const RenderTarget& target, std::int64_t time);

/// Renders `target` from `source`, the tree of `revision`, into its path of `draft`: with the
/// images that it has, and `images` in place of those of the same name. Throws what render_path and
/// put_rendered throw.
Rerender rerender(plan::Draft& draft, const Tree& source, const ObjectId& revision,
                  const RenderTarget& target, const std::vector<kustomize::ImageSetting>& images,
                  const std::vector<std::string>& removable);

}  // namespace relctl::deploy
