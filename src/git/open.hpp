// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>

#include "git/handles.hpp"

namespace relctl::git {

/// What Repository::open holds; it throws as that does.
std::shared_ptr<Handles> open_handles(const std::string& directory);

/// What Repository::open_from_environment holds.
std::shared_ptr<Handles> open_environment_handles(const std::string& directory);

}  // namespace relctl::git
