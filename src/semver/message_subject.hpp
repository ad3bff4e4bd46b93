// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace relctl::semver {

/// A commit message taken apart: its title without what git and the forges put around it.
struct Subject {
  std::string_view line;   ///< the first line that has words
  std::string_view title;  ///< what a person wrote, inside of all wrappings
  std::string_view body;   ///< what follows
  std::string request;     ///< `#12`: the pull request that the subject names; else empty
  bool merges = false;     ///< in git's or a forge's words for a merge
  bool amends = false;     ///< fixup!, squash!, amend!
  bool wrapped = false;    ///< by Revert "…" or Reapply "…"
  bool undone = false;     ///< by an odd number of reverts
  std::string reverted;    ///< with `wrapped`: the subject that is taken back
};

/// Takes `message` apart, of any bytes. The views are into it.
Subject read_subject(std::string_view message);

/// The first `#12` or `!12` in `text`; empty where there is none.
std::string request_in(std::string_view text);

}  // namespace relctl::semver
