// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

#include "process/command.hpp"
#include "registry/credentials.hpp"

namespace relctl::registry {

/// Asks `docker-credential-NAME get` for the login of `server` (the protocol of
/// docker-credential-helpers); nothing where it has none. Throws Error(system) when the helper is
/// missing, fails, says what is not understood, or is not done at the deadline.
std::optional<Login> ask_helper(const std::string& name, const std::string& server,
                                process::Clock::time_point deadline);

}  // namespace relctl::registry
