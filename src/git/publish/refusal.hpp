// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "base/error.hpp"
#include "git/remote/push.hpp"

namespace relctl::git {

/// How often a push is tried again although no ref moved. What happened is told by the remote's
/// refs, never by words; words only say how many retries are worth while: none for a hook, a
/// protected branch or a missing right, some for a lock that another push held for a moment, a
/// little where the line broke or nothing is known.
int retries_for(const PushOutcome& outcome);

/// True when git's words tell that a broken push never came so far as to send a ref: the server was
/// not reached, or let nobody in.
bool is_unsent(const PushOutcome& outcome);

/// True when git's words tell of a fault of the connection or of a busy server, which may pass.
bool is_passing(const std::string& words);

/// The error for a remote that refuses for good: its own words, and for a protected branch the way
/// out. `moved` are refs that moved all the same, where the server has no atomic push.
Error refusal(const PushOutcome& outcome, const std::vector<PushRef>& refs,
              const std::vector<PushRef>& moved);

/// The error for a connection that died so that nothing can tell what became of `refs`.
Error lost_connection(const std::string& words, const std::vector<PushRef>& refs);

}  // namespace relctl::git
