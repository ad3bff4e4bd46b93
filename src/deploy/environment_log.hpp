// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "config/config.hpp"
#include "deploy/deploy.hpp"
#include "plan/snapshot.hpp"
#include "record/trailers.hpp"

namespace relctl::deploy {

/// What a commit's trailers say about an environment.
struct LogEntry {
  plan::Commit commit;
  record::Record record;
};

/// True when `record` wrote to the environment.
bool concerns(const record::Record& record, const std::string& environment);

/// The records about `environment` in the history of `place`, newest first, until `visit` gives
/// false. Commits that were merged come after their merge.
void visit_records(const plan::Place& place, const std::string& environment,
                   const std::function<bool(const LogEntry&)>& visit);

/// The folder that all paths of `environment` lie in: what stands before `{service}`, up
/// to the last slash. Empty for the root.
std::string folder_of_paths(const config::Environment& environment);

/// A time during which a service ran the same in an environment.
struct Era {
  plan::Commit began;                ///< the first commit that has it, along first parents
  std::shared_ptr<const Tree> tree;  ///< of the last commit that has it
  Deployed state;
  std::vector<record::Record> records;  ///< in `began`'s message, about the environment
};

/// Gets each era of each service, newest first; true means that it wants no more of that service.
using EraVisitor = std::function<bool(const config::Service&, const Era&)>;

/// Walks the history of `place` along first parents, once for all `services`.
void visit_eras(const plan::Place& place, const config::Environment& environment,
                const std::vector<const config::Service*>& services, const EraVisitor& visit);

/// The newest commit that changed what `service` runs in `environment`; nothing where there is no
/// history.
std::optional<plan::Commit> last_change(const plan::Place& place,
                                        const config::Environment& environment,
                                        const config::Service& service);

}  // namespace relctl::deploy
