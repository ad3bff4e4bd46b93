// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/command.hpp"
#include "commands/operation_options.hpp"
#include "plan/request.hpp"

namespace relctl::commands {

/// What `bump`, `diff bump` and `next` are asked for.
struct BumpOptions {
  plan::BumpRequest request;         ///< bump_request() fills in the rest
  std::vector<std::string> digests;  ///< as they were written
  std::optional<std::string> branch;
  std::optional<std::string> once;
  OverrideOptions overrides;
  std::optional<std::string> wait;
  bool no_deploy = false;
  bool push = false;
  bool review = false;
  bool dry_run = false;
  bool no_verify = false;
};

/// Declares what to release: level or version, services, pre-release id.
void add_selection(cli::Command& command, BumpOptions& options);

/// Declares how to release it: branch, deployment, digests.
void add_delivery(cli::Command& command, BumpOptions& options);

/// The request that the options make. Throws Error(usage) for a digest that is none.
plan::BumpRequest bump_request(const BumpOptions& options, const plan::Operation& operation);

}  // namespace relctl::commands
