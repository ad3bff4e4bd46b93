// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "config/config.hpp"
#include "plan/history.hpp"
#include "release/source_files.hpp"
#include "tree/tree.hpp"

namespace relctl::release {

/// The source files of `service` that differ between two trees apart from version values: those in
/// version files and deploy places of every service. A file that exists on one side only, or whose
/// version cannot be read, differs.
std::vector<std::string> changed_files(const config::Config& config, const config::Service& service,
                                       const std::shared_ptr<const Tree>& before,
                                       const std::shared_ptr<const Tree>& after);

/// Tells which commits change source files of which service. What a commit changes is found out
/// once, for all services.
class ServiceCommits {
 public:
  /// Both must outlive it.
  ServiceCommits(const config::Config& config, const plan::History& history)
      : config_(config), history_(history), written_(SourceFiles::written_by(config)) {}

  /// Those of `commits` that change source files of `service`. A merge counts only with what none
  /// of its parents has; relctl's own commits never do.
  std::vector<plan::Commit> of(const config::Service& service,
                               const std::vector<plan::Commit>& commits);

 private:
  const std::vector<std::string>& changes(const plan::Commit& commit);

  const config::Config& config_;
  const plan::History& history_;
  SourceFiles::Written written_;
  std::unordered_map<ObjectId, std::vector<std::string>, ObjectIdHash> changes_;
};

/// The same for one service.
std::vector<plan::Commit> commits_of(const config::Config& config, const config::Service& service,
                                     const plan::History& history,
                                     const std::vector<plan::Commit>& commits);

}  // namespace relctl::release
