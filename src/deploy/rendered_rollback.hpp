// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "config/config.hpp"
#include "plan/outcome.hpp"
#include "plan/request.hpp"
#include "plan/snapshot.hpp"

namespace relctl::deploy {

/// rollback(), of `services` in a rendered environment: what each path held before its last change
/// that was not a rollback comes back byte for byte, whichever half that changed, and its services
/// are held there. With a version, the last state in which it ran; of a path that others share too,
/// the images alone; with RollbackRequest::manifests, the manifests alone.
plan::Result rollback_rendered(const config::Config& config, const plan::Snapshot& snapshot,
                               const plan::RollbackRequest& request,
                               const std::vector<const config::Service*>& services);

}  // namespace relctl::deploy
