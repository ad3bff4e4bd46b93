// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <string>
#include <vector>

#include "config/config.hpp"
#include "judge/evidence.hpp"
#include "judge/guard.hpp"
#include "plan/hold.hpp"

namespace relctl::judge {

/// What protects the guarded paths, held against each other at both ends of a range. Each commit is
/// judged by what it changes itself, and a merge changes nothing that one of its sides has: so it
/// may choose the side that never had a hold, or an older relctl.yaml.
class RangeEnds {
 public:
  /// All must outlive it.
  RangeEnds(const config::Config& config, const plan::History& history, const GuardRange& range)
      : config_(config), history_(history), range_(range) {}

  /// Remembers the holds that the commit takes away, if it is no merge: that is judged there.
  void note(const Judged& judged, const std::vector<std::string>& changed);

  /// What the tip lacks that the base had, and that neither `found` tells of nor a noted commit
  /// took away. Empty where the tip does not come from the base, and does not replace it either.
  [[nodiscard]] std::vector<Finding> judge(const std::vector<Finding>& found) const;

 private:
  void judge_config(const Tree& before, const Tree& after, std::vector<Finding>& findings) const;
  void judge_holds(const Tree& before, const Tree& after, std::vector<Finding>& findings) const;
  [[nodiscard]] bool is_lifted(const std::string& environment, const plan::Hold& hold) const;

  const config::Config& config_;
  const plan::History& history_;
  const GuardRange& range_;
  std::map<std::string, std::vector<plan::Hold>> lifted_;  ///< by environment
};

}  // namespace relctl::judge
