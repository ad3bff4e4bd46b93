// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "cli/context.hpp"
#include "config/config.hpp"
#include "plan/outcome.hpp"
#include "plan/request.hpp"
#include "plan/snapshot.hpp"
#include "registry/examine.hpp"

namespace relctl::operation {

/// Plans with further digests: those that registries gave the tags.
using DigestPlanner = std::function<plan::Result(const std::vector<plan::DigestArgument>&)>;

/// What `planner` gives, after every image in it was held to the images policy of the environment
/// that it is written into; with `digest: pin` of one planned once more, with the digests that were
/// checked. What a registry says is a fact for the planner, which asks nobody. Without a policy, or
/// where nothing is written to an environment, nothing is asked. Throws Error(conflict) that names
/// each image and rule, Error(input) where a release wants an image that is not there yet, and what
/// ImageRegistries::examine() throws. Rules that `passed` names are let pass, but for the image
/// being there.
plan::Result with_checked_images(const config::Config& config, const plan::Snapshot& snapshot,
                                 const std::vector<plan::PassedCheck>& passed,
                                 const DigestPlanner& planner, cli::Context& context);

/// What is asked about an image of a service's version: its labels must name the version, and where
/// its tag is known the commit of that, or the one that it was released from.
registry::Question question_about(const config::Service& service, const plan::Snapshot& snapshot,
                                  const plan::ImageOutcome& image, const std::string& version);

}  // namespace relctl::operation
