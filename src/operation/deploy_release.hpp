// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "config/config.hpp"
#include "git/publish/publish.hpp"
#include "git/repository.hpp"
#include "operation/delivered.hpp"
#include "plan/request.hpp"

namespace relctl::operation {

/// Gives the `auto` environments on other branches and in other repositories what `release` made,
/// or what an earlier run with the key of `request` did, one commit each. `branch` is the released
/// one. Where it fails the error says what was published before.
std::vector<Delivered> deploy_release(git::Repository& repository, const config::Config& config,
                                      const std::optional<std::string>& branch,
                                      const git::Published& release,
                                      const plan::BumpRequest& request, cli::Context& context);

}  // namespace relctl::operation
