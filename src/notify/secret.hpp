// SPDX-License-Identifier: MIT
#pragma once

#include "notify/notify.hpp"

namespace relctl::notify {

/// The secret that `target` is signed with, without blanks and line ends around it; nothing where
/// none is configured. Throws Error(input) when its variable is not set: unsigned, the event would
/// be refused anyway, for a reason that nobody would see. Throws it too where relctl.yaml, a file
/// that others may change, sends a signature to an address that `trust` does not allow or in the
/// clear, or names a variable that is not the target's and that `trust` does not list.
std::optional<std::string> find_secret(const config::Notify& target,
                                       const EnvironmentLookup& environment,
                                       const net::Trust& trust);

}  // namespace relctl::notify
