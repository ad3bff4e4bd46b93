// SPDX-License-Identifier: MIT
#pragma once

#include "config/config.hpp"
#include "git/repository.hpp"
#include "judge/guard.hpp"

namespace relctl::commands {

/// Judges what is staged, before it is committed: every change of a guarded file is a finding,
/// unless its content was adopted. While a merge, squash, cherry-pick, revert or rebase is in
/// progress nothing is: what it brings is judged commit by commit later.
judge::Judgement judge_staged(const git::Repository& repository, const config::Config& config);

}  // namespace relctl::commands
