// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "cli/context.hpp"
#include "config/config.hpp"
#include "git/repository.hpp"
#include "plan/request.hpp"

namespace relctl::operation {

/// A time and its zone, in minutes east of UTC.
struct Moment {
  std::int64_t seconds = 0;
  int offset = 0;
  bool operator==(const Moment&) const = default;
};

/// The time of an operation: GIT_COMMITTER_DATE or SOURCE_DATE_EPOCH where one is set, else now.
/// Throws Error(usage) where the variable holds no date.
Moment operation_time(const cli::Context& context);

/// A new operation: a random id, the identity that git, the environment (GIT_AUTHOR_NAME,
/// GIT_AUTHOR_EMAIL) or `release.author` gives, and operation_time(). Throws Error(input) when
/// nobody is named.
plan::Operation new_operation(const git::Repository& repository, const config::Config& config,
                              const cli::Context& context);

/// Reads a date as git writes it (`1700000000 +0100`, `@1700000000 +0100`) or in ISO 8601 with a
/// zone (`2026-11-23T08:00:00+01:00`, `…Z`); nothing for any other text.
std::optional<Moment> parse_date(const std::string& text);

/// The key of `--once` that a CI job has without asking: its system and the run's own id, which a
/// retried job keeps. Nothing outside CI.
std::optional<std::string> ci_run_key(const cli::Context& context);

/// The key of an operation: `asked` (`--once`) where given, else ci_run_key(); an empty one is
/// none. Throws Error(usage) for a key that does not fit into one trailer.
std::optional<std::string> operation_key(const std::optional<std::string>& asked,
                                         const cli::Context& context);

}  // namespace relctl::operation
