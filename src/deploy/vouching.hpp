// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "config/config.hpp"
#include "deploy/rendering.hpp"
#include "plan/history.hpp"
#include "tree/tree.hpp"

namespace relctl::deploy {

/// Tells from which commits a rendered environment may be rendered: those that the environments
/// before it vouch for. One vouches for the commit that it names itself, and for every other at
/// which its own render, with the images that it has, is what it has now, if the environments
/// before it vouch for that commit too. Environments that are not rendered say nothing, and those
/// before them are asked instead.
class Vouching {
 public:
  /// `state` is the tree that environments are read from, those that nothing rendered comes before
  /// from `first`, where it is given. Commits are those below `tip`. All must outlive it.
  Vouching(const config::Config& config, const plan::History& history,
           std::shared_ptr<const Tree> state, const ObjectId& tip,
           std::shared_ptr<const Tree> first = nullptr)
      : config_(config),
        history_(history),
        state_(std::move(state)),
        first_(std::move(first)),
        tip_(tip) {}

  /// True when nothing that is rendered comes before `target`: every commit will do.
  [[nodiscard]] bool is_free(const RenderTarget& target) const;
  /// True when all that comes before `target` vouches for `commit`.
  bool is_vouched(const RenderTarget& target, const ObjectId& commit);
  /// The newest such commit from the tip along first parents; nothing where there is none. A
  /// commit that an environment before `target` names is looked at too where it lies elsewhere
  /// below the tip.
  std::optional<ObjectId> newest(const RenderTarget& target);

 private:
  /// A render: the files that it read, their digest, and whether it gave what is there.
  struct Attempt {
    std::vector<render::Input> inputs;
    std::string digest;
    bool is_same = false;
  };

  /// A predecessor's path, as it is, and what is known about its renders.
  struct Witness {
    RenderTarget target;
    std::optional<RenderedPath> now;
    bool is_lost = false;  ///< the commit that it names went with a squashed or deleted branch
    std::map<ObjectId, bool> verdicts;
    std::vector<Attempt> attempts;
  };

  [[nodiscard]] std::vector<RenderTarget> before(const RenderTarget& target) const;
  Witness& witness(const RenderTarget& target);
  bool vouches(const RenderTarget& target, const ObjectId& commit);
  Attempt attempt(Witness& witness, const ObjectId& commit);

  const config::Config& config_;
  const plan::History& history_;
  std::shared_ptr<const Tree> state_;
  std::shared_ptr<const Tree> first_;
  ObjectId tip_;
  std::map<std::string, Witness> witnesses_;  ///< by path
};

}  // namespace relctl::deploy
