// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <optional>
#include <string>

namespace relctl::git {

/// Looks a variable of the environment up; nothing when it is not set.
using EnvironmentLookup = std::function<std::optional<std::string>(const std::string&)>;

/// The branch that a CI system says it builds: GitHub, Gitea and Forgejo, GitLab, Woodpecker,
/// Bitbucket, CircleCI, Azure and Jenkins, by the variables that each documents. Nothing outside
/// CI, and nothing where the run is for a tag or a pull request: those have no branch to release.
std::optional<std::string> ci_branch(const EnvironmentLookup& environment);

}  // namespace relctl::git
