// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "cli/context.hpp"
#include "git/repository.hpp"
#include "net/trust.hpp"

namespace relctl::operation {

/// Where the user lets secrets go: RELCTL_TRUSTED_HOSTS, git's `relctl.trusted`, and the hosts of
/// the repository's own remotes.
net::Trust trust_of(const git::Repository& repository, const cli::Context& context);

/// Throws Error(input) if git would show the user's credentials to a server at `address` that
/// `trust` does not allow, or in the clear. `address` is relctl.yaml's. Over ssh no secret leaves.
void check_trusted(const std::string& address, const net::Trust& trust);

}  // namespace relctl::operation
