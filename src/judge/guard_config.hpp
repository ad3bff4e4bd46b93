// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "config/config.hpp"
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

}  // namespace relctl::judge
