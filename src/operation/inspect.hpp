// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "cli/context.hpp"
#include "config/config.hpp"
#include "plan/snapshot.hpp"

namespace relctl::operation {

/// From where a report is made.
struct InspectOptions {
  std::optional<std::string> branch;
  bool fetch = false;                   ///< of the remote's tip instead of the local branch
  std::vector<std::string> required{};  ///< environments that the report is about; none: all
};

/// Gives `look` a snapshot of the branch that has the environments, and its configuration. Nothing
/// is changed.
void inspect(const InspectOptions& options,
             const std::function<void(const config::Config&, const plan::Snapshot&)>& look,
             cli::Context& context);

/// `diff ENV ENV`: versions of the services that differ, and the commits between them; of rendered
/// environments the objects too. Gives the exit code: 1 with `exit_code` where any differs.
int run_diff_environments(const std::string& before, const std::string& after,
                          const InspectOptions& options, bool exit_code, cli::Context& context);

}  // namespace relctl::operation
