// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "cli/context.hpp"

namespace relctl::commands {

/// A service with a version, as `current` and `next` print it.
struct NamedVersion {
  std::string service;
  std::string version;
  std::string tag;
};

/// Prints the versions (or tags): alone where just one service can be meant, else after the
/// service's name; with --json as one object `{services: [{name, version, tag}]}`.
void print_versions(const std::vector<NamedVersion>& versions, bool tags, bool alone,
                    cli::Context& context);

}  // namespace relctl::commands
