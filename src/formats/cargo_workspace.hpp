// SPDX-License-Identifier: MIT
#pragma once

#include <set>
#include <string>
#include <vector>

#include <toml++/toml.h>

#include "formats/source.hpp"
#include "tree/tree.hpp"

namespace relctl::formats {

/// A Cargo.toml.
struct Manifest {
  Source source;
  toml::table root;
};

/// Reads the Cargo.toml at `path`.
Manifest load_manifest(const Tree& tree, const std::string& path);

/// True where the package takes its version from its workspace (`version.workspace = true`).
bool inherits_version(const Manifest& manifest);

/// The Cargo.toml of the workspace that the package belongs to, as Cargo finds it: named by
/// `package.workspace`, else the nearest one above with a [workspace]. Throws Error(input) where
/// there is none.
Manifest workspace_of(const Tree& tree, const Manifest& package);

/// A package of the repository.
struct Package {
  std::string name;
  std::string directory;
};

/// The workspace's packages that inherit its version: the members, and what they depend on by path.
std::vector<Package> inheriting_packages(const Tree& tree, const Manifest& workspace);

/// The directories of the repository's packages that a Cargo.lock in `directory` may hold: the
/// package there, the members of its workspace, and what these depend on by path.
std::set<std::string> locked_packages(const Tree& tree, const std::string& directory);

}  // namespace relctl::formats
