// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "judge/evidence.hpp"
#include "plan/history.hpp"

namespace relctl::judge {

/// How a merge commit comes to a file that none of its parents has.
enum class MergedFile {
  invented,  ///< git gives no such thing, however its conflicts are resolved
  resolved,  ///< there were conflicts, and each was resolved to one side or to both
  clean,     ///< it is what git makes of both sides by itself
};

/// Merges the file `path` of the commit's parents anew, over each of their merge bases, and
/// compares with what the commit has. More than two parents are merged one after the other.
MergedFile merged_file(const plan::History& history, const Judged& judged, const std::string& path);

}  // namespace relctl::judge
