// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "cli/context.hpp"
#include "commands/bump_options.hpp"
#include "config/config.hpp"
#include "git/publish/publish.hpp"
#include "git/repository.hpp"
#include "operation/checked_plan.hpp"
#include "operation/delivered.hpp"

namespace relctl::commands {

/// Plans a release, and holds it to `checks`. `config`, `request` and `context` must outlive it.
git::Planner release_planner(const config::Config& config, const plan::BumpRequest& request,
                             operation::Checks checks, cli::Context& context);

/// The operation that the options make.
plan::Operation bump_operation(const BumpOptions& options, const git::Repository& repository,
                               const config::Config& config, const cli::Context& context);

/// What else a command does once its release is published: adds its part of the JSON answer.
using Further = std::function<void(nlohmann::ordered_json& more)>;

/// Prints the answer on a release that is published, and does what follows it, and `further`. Gives
/// the exit code.
int answer_published(const git::Repository& repository, const config::Config& config,
                     const std::vector<operation::Delivered>& delivered, const Further& further,
                     cli::Context& context);

/// `bump --review`: releases what came with a merged request, and keeps the request of the next
/// release up to date. Gives the exit code.
int run_bump_review(const BumpOptions& options, cli::Context& context);

}  // namespace relctl::commands
