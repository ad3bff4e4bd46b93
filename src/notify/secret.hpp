// SPDX-License-Identifier: MIT
#pragma once

#include "notify/notify.hpp"

namespace relctl::notify {

/// The secret that `target` is signed with, without blanks and line ends around it; nothing where
/// none is configured. Throws Error(input) when its variable is not set: unsigned, the event would
/// be refused anyway, for a reason that nobody would see.
std::optional<std::string> find_secret(const config::Notify& target,
                                       const EnvironmentLookup& environment);

}  // namespace relctl::notify
