// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "config/config.hpp"
#include "plan/history.hpp"
#include "tree/tree.hpp"

namespace relctl::plan {

/// The source files of `service` that differ between two trees apart from version values: those in
/// version files and deploy places of every service. A file that exists on one side only, or whose
/// version cannot be read, differs.
std::vector<std::string> changed_files(const config::Config& config, const config::Service& service,
                                       const std::shared_ptr<const Tree>& before,
                                       const std::shared_ptr<const Tree>& after);

/// Those of `commits` that change source files of `service`. A merge counts only with what none of
/// its parents has; relctl's own commits never do.
std::vector<Commit> commits_of(const config::Config& config, const config::Service& service,
                               const History& history, const std::vector<Commit>& commits);

}  // namespace relctl::plan
