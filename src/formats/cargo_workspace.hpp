// SPDX-License-Identifier: MIT
#pragma once

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

/// The names of the workspace's packages that inherit its version: the members, and what they
/// depend on by path.
std::vector<std::string> inheriting_packages(const Tree& tree, const Manifest& workspace);

}  // namespace relctl::formats
