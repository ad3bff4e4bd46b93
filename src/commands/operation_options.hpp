// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/command.hpp"
#include "plan/request.hpp"

namespace relctl::commands {

/// Declares `--no-verify`, as `git commit` has it.
void add_no_verify(cli::Command& command, bool& no_verify);

/// Declares `--remove`, for commands that write rendered environments.
void add_removal(cli::Command& command, std::vector<std::string>& removable);

/// Declares `--digest`; parse_digests() reads its texts.
void add_digests(cli::Command& command, std::vector<std::string>& digests);

/// `[IMAGE=]sha256:…` taken apart. Throws Error(usage) for anything else.
plan::DigestArgument parse_digest_argument(const std::string& text);

/// Each of `texts` taken apart so.
std::vector<plan::DigestArgument> parse_digests(const std::vector<std::string>& texts);

/// What `bump` and `promote` are asked to let pass.
struct OverrideOptions {
  std::vector<std::string> checks;  ///< ids
  std::optional<std::string> reason;
};

/// Declares --override and --reason.
void add_overrides(cli::Command& command, OverrideOptions& options);

/// What is let pass, and why. Throws Error(usage) for an id that there is not, and for an override
/// without a reason.
std::vector<plan::PassedCheck> passed_checks(const OverrideOptions& options);

/// Declares --wait: how long images, signatures and attestations may still take to come.
void add_wait(cli::Command& command, std::optional<std::string>& wait);

/// Lets the command wait from now on for as long as `wait` says; nothing: not at all. Throws
/// Error(usage) for a text that is no time.
void begin_wait(const std::optional<std::string>& wait, cli::Context& context);

}  // namespace relctl::commands
