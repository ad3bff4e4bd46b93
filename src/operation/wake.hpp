// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "cli/context.hpp"
#include "config/config.hpp"
#include "git/publish/publish.hpp"
#include "git/repository.hpp"

namespace relctl::operation {

/// Tells Argo CD and Flux, where relctl.yaml names them, which files a push changed, so that nobody
/// waits for their next poll. Gives warnings; throws nothing, since the push is done.
std::vector<std::string> wake(const git::Repository& repository, const config::Config& config,
                              const std::string& remote, const git::Published& published,
                              const cli::Context& context);

/// git::publish, then wake(); warnings are among the notes.
git::Published publish_and_wake(git::Repository& repository, const config::Config& config,
                                const plan::Operation& operation,
                                const git::PublishOptions& options, const git::Planner& planner,
                                const cli::Context& context);

}  // namespace relctl::operation
