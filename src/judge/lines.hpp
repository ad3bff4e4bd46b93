// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>

#include "plan/history.hpp"
#include "plan/snapshot.hpp"

namespace relctl::judge {

/// The lines of commits beside the judged ones that say what rendered paths may hold.
struct Lines {
  /// The branch that paths are rendered from; nothing: the judged commits' own. Without history: it
  /// is not known here.
  std::optional<plan::Place> source;
  /// Environments that are kept on other branches than the judged commits, by name. Without
  /// history: it is not known here.
  std::map<std::string, plan::Place> elsewhere;
  /// Has the commits of the releases' tags; null: the judged commits' own history.
  std::shared_ptr<const plan::History> releases;
  /// The judged commits may be releases. False on the branch of an environment, and in a repository
  /// that others deploy to: what stands in version files there gives nobody a version.
  bool makes_releases = true;
};

/// The place, if it is known. Throws Error(system), and says how to bring it here, where it is not;
/// `what` lies there.
const plan::Place& require_place(const plan::Place& place, const std::string& what);

}  // namespace relctl::judge
