// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "config/config.hpp"
#include "plan/draft.hpp"
#include "plan/outcome.hpp"
#include "plan/request.hpp"
#include "plan/snapshot.hpp"
#include "plan/trailers.hpp"

namespace relctl::plan {

/// A record of `operation` on `environment`, with its services and images still to be filled in.
Record environment_record(const std::string& name, const Operation& operation,
                          const std::string& environment);

/// Adds what a service got to the record of its environment.
void add_service(Record& record, const ServiceOutcome& outcome);

/// One commit on the target branch that makes `edits`. Throws Error(usage) where there is no
/// target branch.
Plan environment_commit(const config::Config& config, const Snapshot& snapshot,
                        std::vector<FileEdit> edits, const std::vector<Record>& records);

/// The services that `names` choose, in the configuration's order; none: all. Throws Error(usage)
/// for a name that there is not.
std::vector<const config::Service*> named_services(const config::Config& config,
                                                   const std::vector<std::string>& names);

/// True when `names` has the service.
bool is_named(const std::vector<std::string>& names, const config::Service& service);

}  // namespace relctl::plan
