// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

#include "cli/context.hpp"
#include "config/config.hpp"
#include "git/publish/publish.hpp"
#include "git/repository.hpp"

namespace relctl::operation {

/// How an operation is to be carried out.
struct Delivery {
  std::optional<std::string> branch;  ///< `--branch`
  bool push = false;
  bool dry_run = false;  ///< plan and tell, change nothing
};

/// The branch that an operation is for: `--branch`, else the one checked out, else the one that
/// the CI system names; nothing when there is none.
std::optional<std::string> target_branch(const git::Repository& repository,
                                         const std::optional<std::string>& asked,
                                         const cli::Context& context);

/// Where `branch` is published to, until when, and who hears of it.
git::PublishOptions publish_options(const git::Repository& repository, const config::Config& config,
                                    const std::optional<std::string>& branch,
                                    cli::Context& context);

/// Plans, and carries out as `delivery` says: here, or published. What was done (or would be) comes
/// back; nothing is printed but progress.
git::Published deliver(git::Repository& repository, const config::Config& config,
                       const plan::Operation& operation, const Delivery& delivery,
                       const git::Planner& planner, cli::Context& context);

}  // namespace relctl::operation
