// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace relctl::notes {

/// What a commit message says to readers of notes besides its changes.
struct Remarks {
  std::optional<std::string> wording;  ///< of a `Relctl-Notes:` line, anywhere in the body
  std::string warning;                 ///< the words of its first BREAKING CHANGE footer
  std::vector<std::string> closes;     ///< `#5` of "Closes #5", "Fixes: #5, #6"
  bool lists_commits = false;          ///< a squash merge: its body lists commits
};

/// Reads the body of `message`. What is quoted there does not count.
Remarks remarks_in(std::string_view message);

/// Takes the numbers off the end of a subject: "add a login (#12)" becomes "add a login", and
/// `#12` is appended to `references`.
std::string without_references(std::string_view text, std::vector<std::string>& references);

}  // namespace relctl::notes
