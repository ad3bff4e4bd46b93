// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "git/repository.hpp"

namespace relctl::commands {

/// The two ends of `A..B`.
struct RevisionRange {
  ObjectId base;
  ObjectId tip;
};

/// Reads `text`, the value of --range; without B the tip is HEAD. Throws Error(usage) for another
/// form, and Error(system) for a commit that a shallow clone lacks.
RevisionRange read_range(const git::Repository& repository, const std::string& text);

}  // namespace relctl::commands
