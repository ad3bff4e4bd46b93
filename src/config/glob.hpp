// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace relctl::config {

/// True when `globs` select the file at `path` (relative to the repository, `/` between parts).
/// The last glob that matches decides; one with a leading `!` excludes. As in .gitignore:
/// - `*` and `?` match within one part of the path, `[a-c]` and `[!a-c]` one character, `**` as a
///   whole part any number of parts, and a backslash takes the next character literally;
/// - a glob that matches a folder selects everything below it; `.` is the whole repository;
/// - a glob with a wildcard and no slash (`*.md`) matches at any depth.
/// Unlike there, a plain name is a path from the root: `api` does not select `lib/api`. Takes
/// polynomial time on any input.
bool matches(const std::vector<std::string>& globs, std::string_view path);

/// True when `globs` select the branch `name`: as above, but a glob must match the whole name, so
/// that `hotfix/*` selects `hotfix/1` and `hotfix` does not.
bool matches_branch(const std::vector<std::string>& globs, std::string_view name);

}  // namespace relctl::config
