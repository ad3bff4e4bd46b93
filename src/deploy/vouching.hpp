// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "config/config.hpp"
#include "deploy/render_memory.hpp"
#include "deploy/rendering.hpp"
#include "plan/history.hpp"
#include "tree/tree.hpp"

namespace relctl::deploy {

/// The rendered paths of the target's services in the nearest rendered environments before it.
std::vector<RenderTarget> targets_before(const config::Config& config, const RenderTarget& target);

/// Tells from which commits a rendered environment may be rendered: those that the environments
/// before it vouch for. One vouches for the commit that it names itself, and for every other at
/// which its own render, with the images that it has, is what it has now, if the environments
/// before it vouch for that commit too. Environments that are not rendered say nothing, and those
/// before them are asked instead.
class Vouching {
 public:
  /// Finds the tree that an environment is read from, wherever it is kept.
  using StateOf = std::function<std::shared_ptr<const Tree>(const RenderTarget&)>;

  /// Commits are those below `tip`, in `history`, of the branch that environments are rendered
  /// from. All must outlive it.
  Vouching(const config::Config& config, const plan::History& history, StateOf state,
           const ObjectId& tip, RenderMemory& memory)
      : config_(config), history_(history), state_(std::move(state)), tip_(tip), memory_(memory) {}

  /// True when nothing that is rendered comes before `target`: every commit will do.
  bool is_free(const RenderTarget& target) { return before(target).empty(); }
  /// True when all that comes before `target` vouches for `commit`.
  bool is_vouched(const RenderTarget& target, const ObjectId& commit);
  /// The newest such commit from the tip along first parents; nothing where there is none. A
  /// commit that an environment before `target` names is looked at too where it lies elsewhere
  /// below the tip.
  std::optional<ObjectId> newest(const RenderTarget& target);

 private:
  /// A predecessor's path, as it is, and what is known about its renders.
  struct Witness {
    std::shared_ptr<const RenderedPath> now;
    bool is_lost = false;  ///< the commit that it names went with a squashed or deleted branch
    std::map<ObjectId, bool> verdicts;
    std::map<const Rendering*, bool> is_same;  ///< whether a render gives what is there
  };

  const std::vector<RenderTarget>& before(const RenderTarget& target);
  Witness& witness(const RenderTarget& target);
  bool vouches(const RenderTarget& target, const ObjectId& commit);
  bool judge(Witness& self, const RenderTarget& target, const ObjectId& commit);

  const config::Config& config_;
  const plan::History& history_;
  StateOf state_;
  ObjectId tip_;
  RenderMemory& memory_;
  std::map<std::string, std::vector<RenderTarget>> before_;  ///< by key_of()
  std::map<std::string, Witness> witnesses_;                 ///< likewise
};

}  // namespace relctl::deploy
