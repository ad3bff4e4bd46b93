// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/command.hpp"
#include "commands/passed_checks.hpp"
#include "plan/request.hpp"

namespace relctl::commands {

/// What `bump`, `diff bump` and `next` are asked for.
struct BumpOptions {
  std::string level = "patch";
  std::vector<std::string> services;
  std::optional<std::string> prerelease_id;
  std::vector<std::string> digests;
  std::vector<std::string> removable;
  std::optional<std::string> branch;
  std::optional<std::string> once;
  OverrideOptions overrides;
  std::optional<std::string> wait;
  bool no_deploy = false;
  bool even_if_unchanged = false;
  bool push = false;
  bool review = false;
  bool dry_run = false;
  bool no_verify = false;
};

/// Declares what to release: level or version, services, pre-release id.
void add_selection(cli::Command& command, BumpOptions& options);

/// Declares how to release it: branch, deployment, digests.
void add_delivery(cli::Command& command, BumpOptions& options);
/// Declares `--remove`, for commands that write rendered environments.
void add_removal(cli::Command& command, std::vector<std::string>& removable);

/// The request that the options make. Throws Error(usage) for a digest that is none.
plan::BumpRequest bump_request(const BumpOptions& options, const plan::Operation& operation);

/// `[IMAGE=]sha256:…` taken apart. Throws Error(usage) for anything else.
plan::DigestArgument parse_digest_argument(const std::string& text);

}  // namespace relctl::commands
