// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <functional>

#include "cli/context.hpp"
#include "registry/examine.hpp"

namespace relctl::operation {

/// What `look` finds. Where the user waits (Context::wait_until) and nothing is wrong but what may
/// still come, it looks again: after as long as the registry asks for, else after a second, twice
/// as long each time, at most half a minute. Says on stderr what it waits for. Throws
/// Error(timeout) when the time is over, and what `look` throws. `sleep` is what a pause is made
/// with; nothing: this thread sleeps.
registry::Examination look_until_good(
    const std::function<registry::Examination()>& look, const cli::Context& context,
    const std::function<void(std::chrono::steady_clock::duration)>& sleep = {});

}  // namespace relctl::operation
