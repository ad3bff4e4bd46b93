// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "config/config.hpp"
#include "plan/history.hpp"
#include "release/source_files.hpp"
#include "release/version_places.hpp"

namespace relctl::release {

/// Tells what changed of which service. Two commits are compared once, and what a commit changes is
/// found out once, for all services.
class Changes {
 public:
  /// Both must outlive it.
  Changes(const config::Config& config, const plan::History& history);

  /// The source files of `service` that differ between two commits apart from version values: those
  /// in version files and deploy places of every service. A file that exists on one side only, or
  /// whose version cannot be read, differs. What a command of `release.prepare` may have written
  /// differs where a commit of people's between the two changes it.
  std::vector<std::string> files(const config::Service& service, const ObjectId& before,
                                 const ObjectId& after);

  /// Those of `commits` that change source files of `service`. A merge counts only with what none
  /// of its parents has; relctl's own commits never do.
  std::vector<plan::Commit> commits(const config::Service& service,
                                    const std::vector<plan::Commit>& commits);

  /// What relctl writes, of the configuration: found out once for all services.
  [[nodiscard]] const SourceFiles::Written& written() const { return written_; }

 private:
  /// What differs between two commits.
  struct Difference {
    std::vector<std::string> paths;                 ///< by content or mode
    std::optional<std::vector<std::string>> files;  ///< those that differ apart from versions
  };

  /// `paths` without those that releases alone changed between two commits.
  std::vector<std::string> without_prepared(const std::vector<std::string>& paths,
                                            const ObjectId& before, const ObjectId& after);
  std::vector<std::string> own_paths(const SourceFiles& source, const ObjectId& before,
                                     const ObjectId& after);
  Difference& difference(const ObjectId& before, const ObjectId& after);
  /// Those of `paths` that differ apart from versions, when the versions in `paths` do not count.
  [[nodiscard]] std::vector<std::string> without_versions(
      const ObjectId& before, const ObjectId& after, const std::vector<std::string>& paths) const;
  const std::vector<std::string>& own_changes(const plan::Commit& commit);

  SourceFiles source_of(const config::Service& service, const ObjectId& commit);

  const config::Config& config_;
  const plan::History& history_;
  SourceFiles::Written written_;
  SourceFiles::Written manifests_;  ///< as the commit that was asked about first has them
  VersionPlaces places_;
  std::map<std::pair<ObjectId, ObjectId>, Difference> differences_;
  std::unordered_map<ObjectId, std::vector<std::string>, ObjectIdHash> own_changes_;
};

}  // namespace relctl::release
