// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "tree/tree.hpp"

namespace relctl::adopt {

/// The packages of a repository that others of it are built from, by folder: what package.json,
/// Cargo.toml, pyproject.toml, go.mod, go.work and project files of .NET name by a path, or by the
/// name of a sibling. Only direct ones; a file that cannot be read names none.
std::map<std::string, std::set<std::string>> local_dependencies(
    const Tree& tree, const std::vector<std::string>& files);

}  // namespace relctl::adopt
