// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "config/config.hpp"
#include "plan/draft.hpp"
#include "plan/outcome.hpp"
#include "plan/request.hpp"
#include "plan/snapshot.hpp"
#include "record/trailers.hpp"

namespace relctl::deploy {

/// A record of `operation` on `environment`, with its services and images still to be filled in.
record::Record environment_record(const std::string& name, const plan::Operation& operation,
                                  const std::string& environment);

/// Adds what a service got to the record of its environment.
void add_service(record::Record& record, const plan::ServiceOutcome& outcome);

/// One commit on the target branch that makes `edits`. Throws Error(usage) where there is no
/// target branch.
plan::Plan commit_on_tip(const plan::Snapshot& snapshot, std::vector<plan::FileEdit> edits,
                         std::string message);

/// The same, with the message that the configuration gives to an operation on environments.
plan::Plan environment_commit(const config::Config& config, const plan::Snapshot& snapshot,
                              std::vector<plan::FileEdit> edits,
                              const std::vector<record::Record>& records);

/// True when `names` has the service.
bool is_named(const std::vector<std::string>& names, const config::Service& service);

}  // namespace relctl::deploy
