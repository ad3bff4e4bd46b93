// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "config/config.hpp"
#include "judge/guard.hpp"
#include "plan/history.hpp"
#include "tree/tree.hpp"

namespace relctl::judge {

/// A change of relctl.yaml that changes what is guarded or how it is read.
struct ConfigChange {
  std::string field;  ///< `environments.dev.path`
  std::string what;
  bool operator==(const ConfigChange&) const = default;
};

/// What `after` changes of the rules of `before`: generated paths that go, and what it says about
/// services and environments that are there already. New services, environments and generated
/// paths weaken nothing.
std::vector<ConfigChange> weakenings(const config::Config& before, const config::Config& after);

/// The same for the relctl.yaml of a tree; one that is gone or cannot be read is a change.
std::vector<ConfigChange> weakenings(const config::Config& before, const Tree& after);

/// The relctl.yaml of a tree; `fallback` where it cannot be read. Throws Error(input) where there
/// is none.
config::Config config_in(const Tree& tree, const config::Config& fallback);

/// The finding that a commit made the change.
Finding config_finding(const plan::Commit& commit, const ConfigChange& change);

/// The finding that a commit changed the list of those who may release, which stands at `path`.
Finding signers_finding(const plan::Commit& commit, const std::string& path);

}  // namespace relctl::judge
