// SPDX-License-Identifier: MIT
#pragma once

#include "adopt/findings.hpp"
#include "git/repository.hpp"

namespace relctl::commands {

/// What adopt::look wants to know of the repository besides the files' contents.
adopt::Facts repository_facts(const git::Repository& repository);

}  // namespace relctl::commands
