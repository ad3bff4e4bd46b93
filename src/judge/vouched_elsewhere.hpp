// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "config/config.hpp"
#include "deploy/render_memory.hpp"
#include "deploy/rendering.hpp"
#include "judge/lines.hpp"
#include "plan/history.hpp"
#include "plan/snapshot.hpp"

namespace relctl::judge {

/// Tells whether environments ever vouched for a commit, where they are kept on several branches:
/// commits of one are neither before nor after those of another, so each environment's whole
/// history counts.
class VouchedElsewhere {
 public:
  /// `source`: the branch that paths are rendered from; `own`: the one that environments are kept
  /// on which `lines` does not name. All must outlive it.
  VouchedElsewhere(const config::Config& config, const plan::Place& source, const plan::Place& own,
                   const Lines& lines, deploy::RenderMemory& memory)
      : config_(config), source_(source), own_(own), lines_(lines), memory_(memory) {}

  /// True when all that comes before `target` vouched for `commit` at some time.
  bool is_vouched(const deploy::RenderTarget& target, const ObjectId& commit);

 private:
  using States = std::vector<std::shared_ptr<const deploy::RenderedPath>>;

  bool vouched(const deploy::RenderTarget& target, const ObjectId& commit);
  bool names(const deploy::RenderedPath& state, const deploy::Rendering& rendering,
             const ObjectId& commit) const;
  const States& states(const deploy::RenderTarget& target);
  [[nodiscard]] const plan::Place& place_of(const config::Environment& environment) const;

  const config::Config& config_;
  const plan::Place& source_;
  const plan::Place& own_;
  const Lines& lines_;
  deploy::RenderMemory& memory_;
  std::map<std::string, States> states_;  ///< by deploy::key_of()
  std::map<std::pair<std::string, ObjectId>, bool> verdicts_;
};

}  // namespace relctl::judge
