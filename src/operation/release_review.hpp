// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "cli/context.hpp"
#include "config/config.hpp"
#include "forge/forge.hpp"
#include "git/publish/publish.hpp"
#include "git/repository.hpp"
#include "plan/request.hpp"
#include "plan/snapshot.hpp"

namespace relctl::operation {

/// The branch on which a release of `base` is reviewed: `relctl/release/BASE/SERVICE`; without
/// services and with several configured `…/every_service`, with several named `…/N-services-HASH`.
std::string release_branch(const config::Config& config, const std::string& base,
                           const std::vector<std::string>& services);

/// Plans a release as a request asks for it, on a snapshot.
using ReleasePlanner = std::function<plan::Result(const config::Config&, const plan::BumpRequest&,
                                                  const plan::Snapshot&)>;

/// What became of the request.
struct ReviewedRelease {
  std::string state;  ///< opened, updated, unchanged, closed; empty: there is none, nor any need
  std::optional<forge::OpenRequest> request;
  std::string branch;  ///< of the request
  plan::Result planned;
  std::string words;  ///< for people, lines
};

/// Keeps the one request for a release of the branch `base` up to date: its branch holds the plan
/// on the remote's tip, with what people committed there; title and text are the plan's where
/// people did not write their own. Where there is nothing to release any more it is closed. Throws
/// Error(conflict), and leaves the request as it is, where the plan and people's commits change the
/// same place, Error(input) for a release that edits no file.
ReviewedRelease review_release(const git::Repository& repository, const config::Config& config,
                               const plan::BumpRequest& request, const std::string& base,
                               const ReleasePlanner& planner, cli::Context& context);

}  // namespace relctl::operation
