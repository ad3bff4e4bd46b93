// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace relctl::semver {

/// One change that a commit message tells of, as Conventional Commits 1.0.0 writes it:
/// `type(scope)!: description`.
struct Change {
  std::string type = {};   ///< in lower case; empty where the subject follows no convention
  std::string scope = {};  ///< empty: none
  std::string description =
      {};                 ///< without the type; the whole subject where it follows no convention
  bool breaking = false;  ///< by "!" or by a BREAKING CHANGE footer
  bool amends = false;    ///< fixup!, squash!, amend!: a correction of another commit's change
  bool listed = false;    ///< a commit of its own in the body, as squash merges write it
  bool operator==(const Change&) const = default;
};

/// `line` as a conventional subject, if it is one.
std::optional<Change> conventional(std::string_view line);

/// The change in one line, as its author could have written it: `feat(api)!: drop v1`.
std::string shown(const Change& change);

/// True for a subject by which bots and people move a dependency: the scope or the type is `deps`,
/// `deps-dev` or `dependencies`, or it reads `Bump x from 1 to 2`. What stands below such a subject
/// is the words of the other project.
bool is_dependency_update(std::string_view subject);

}  // namespace relctl::semver
