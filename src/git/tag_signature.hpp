// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "git/repository.hpp"
#include "plan/snapshot.hpp"

namespace relctl::git {

/// True when `tag` is an annotated tag that names itself as its ref does, with a good SSH signature
/// of one of `allowed_signers`, a text as ssh-keygen(1) describes it under ALLOWED SIGNERS. Asks
/// `git verify-tag`. Throws Error(system) where git cannot verify SSH signatures (before 2.34).
bool is_signed_by(const Repository& repository, const plan::Tag& tag,
                  const std::string& allowed_signers);

}  // namespace relctl::git
