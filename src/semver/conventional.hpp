// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace relctl::semver {

/// One change that a commit message tells of, as Conventional Commits 1.0.0 writes it:
/// `type(scope)!: description`.
struct Change {
  std::string type;         ///< in lower case; empty where the subject follows no convention
  std::string scope;        ///< empty: none
  std::string description;  ///< without the type; the whole subject where it follows no convention
  bool breaking = false;    ///< by "!" or by a BREAKING CHANGE footer
  bool amends = false;      ///< fixup!, squash!, amend!: a correction of another commit's change
  bool listed = false;      ///< an item of a list in the body, as squash merges write it
  bool operator==(const Change&) const = default;
};

/// What a commit message says.
struct Meaning {
  std::vector<Change> changes;        ///< none: a merge that only joins histories
  bool undoes = false;                ///< its own change is to undo `reverted`
  std::vector<std::string> reverted;  ///< ids, perhaps shortened, of the commits it says to revert
};

/// `line` as a conventional subject, if it is one.
std::optional<Change> conventional(std::string_view line);

/// Reads a whole commit message: of any bytes, with LF or CRLF. A merge speaks through the title of
/// its pull request, a squash merge through the list in its body as well.
Meaning meaning_of(std::string_view message);

}  // namespace relctl::semver
