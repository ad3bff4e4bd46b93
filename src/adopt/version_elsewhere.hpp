// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "adopt/version_files.hpp"
#include "tree/tree.hpp"

namespace relctl::adopt {

/// Adds to `result` the versions of the packages whose own files leave them to others (a dynamic
/// version in pyproject.toml, a go.mod, which has none): from the files that they name, else from
/// those that often hold one (`__init__.py`, `version.go`, a Makefile). Where nothing was found at
/// all, the repository is such a package. Files that disagree are told.
void find_versions_elsewhere(const Tree& tree, const std::vector<std::string>& files,
                             VersionFiles& result);

}  // namespace relctl::adopt
