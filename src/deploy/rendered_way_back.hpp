// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "config/config.hpp"
#include "deploy/rendering.hpp"
#include "plan/snapshot.hpp"
#include "tree/tree.hpp"

namespace relctl::deploy {

/// A time during which a rendered path held the same.
struct RenderedState {
  RenderedPath path;
  std::shared_ptr<const Tree> tree;  ///< of the last commit that had it
};

/// Where a rendered path can go back to.
struct RenderedWayBack {
  std::optional<RenderedState> before;     ///< the state before that was not rolled back from
  std::optional<RenderedState> manifests;  ///< the newest one with other inputs
  std::optional<RenderedState> asked;      ///< the last in which the version ran
  bool came_by_rollback = false;           ///< what is there now was written by a rollback
};

/// A version of a service that a state is looked for by.
struct RanVersion {
  const config::Service* service = nullptr;
  std::string version;
};

/// The way back of the path of `target` by the history of `place` along first parents. It is read
/// as far as that needs, and no further than the path was rendered.
RenderedWayBack rendered_way_back(const plan::Place& place, const RenderTarget& target,
                                  const std::optional<RanVersion>& asked);

}  // namespace relctl::deploy
