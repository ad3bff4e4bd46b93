// SPDX-License-Identifier: MIT
#include "judge/range_ends.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/error.hpp"
#include "deploy/holds.hpp"
#include "judge/guard_config.hpp"
#include "judge/remedies.hpp"

namespace relctl::judge {
namespace {

bool contains_hold(const std::vector<plan::Hold>& holds, const plan::Hold& hold) {
  return std::find(holds.begin(), holds.end(), hold) != holds.end();
}

/// The holds of `before` that are not in `after`; a file that cannot be read has none.
std::vector<plan::Hold> lost_holds(const Tree& before, const Tree& after,
                                   const std::string& environment) {
  const auto holds_in = [&](const Tree& tree) {
    try {
      return deploy::read_holds(tree, environment);
    } catch (const Error& error) {
      if (error.kind() != ErrorKind::input) throw;
      return std::vector<plan::Hold>{};
    }
  };
  const auto left = holds_in(after);
  std::vector<plan::Hold> lost;
  for (plan::Hold& hold : holds_in(before)) {
    if (!contains_hold(left, hold)) lost.push_back(std::move(hold));
  }
  return lost;
}

}  // namespace

void RangeEnds::note(const Judged& judged, const std::vector<std::string>& changed) {
  if (judged.parents.size() != 1) return;
  for (const config::Environment& each : config_.environments) {
    const std::string path = deploy::holds_path(each.name);
    if (std::find(changed.begin(), changed.end(), path) == changed.end()) continue;
    for (plan::Hold& hold : lost_holds(*judged.parents.front(), *judged.after, each.name))
      lifted_[each.name].push_back(std::move(hold));
  }
}

std::vector<Finding> RangeEnds::judge(const std::vector<Finding>& found) const {
  std::vector<Finding> findings;
  if (!range_.is_rewind && !history_.reaches(range_.tip, range_.base)) return findings;
  const auto before = history_.tree(range_.base);
  const auto after = history_.tree(range_.tip);
  judge_config(*before, *after, findings);
  judge_holds(*before, *after, findings);
  const auto is_told = [&](const Finding& finding) {
    return std::any_of(found.begin(), found.end(), [&](const Finding& other) {
      return other.path == finding.path && (other.field == finding.field || other.field.empty());
    });
  };
  findings.erase(std::remove_if(findings.begin(), findings.end(), is_told), findings.end());
  return findings;
}

void RangeEnds::judge_config(const Tree& before, const Tree& after,
                             std::vector<Finding>& findings) const {
  if (range_.allow_config || !before.find(config::file_name)) return;
  const plan::Commit tip = history_.commit(range_.tip);
  for (const ConfigChange& change : weakenings(config_in(before, config_), after))
    findings.push_back(config_finding(tip, change));
  const auto& signers = config_.release.allowed_signers;
  if (signers && before.find(*signers) != after.find(*signers))
    findings.push_back(signers_finding(tip, *signers));
}

void RangeEnds::judge_holds(const Tree& before, const Tree& after,
                            std::vector<Finding>& findings) const {
  for (const config::Environment& each : config_.environments) {
    for (const plan::Hold& hold : lost_holds(before, after, each.name)) {
      if (is_lifted(each.name, hold)) continue;
      const plan::Commit tip = history_.commit(range_.tip);
      Finding finding;
      finding.commit = tip.id;
      finding.subject = plan::subject_of(tip);
      finding.path = deploy::holds_path(each.name);
      finding.what = fmt::format("the hold {} is gone, which no operation lifted", hold.id);
      finding.remedy = fmt::format("git checkout {} -- {}", range_.base.short_hex(), finding.path);
      findings.push_back(std::move(finding));
    }
  }
}

bool RangeEnds::is_lifted(const std::string& environment, const plan::Hold& hold) const {
  const auto lifted = lifted_.find(environment);
  return lifted != lifted_.end() && contains_hold(lifted->second, hold);
}

}  // namespace relctl::judge
