// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "config/config.hpp"
#include "plan/snapshot.hpp"
#include "record/releases.hpp"
#include "release/changes.hpp"

namespace relctl::status {

/// The releases of the origin of a snapshot, and what lies between them: each service's are read
/// once, and each commit too, however many services are asked about.
class KnownReleases {
 public:
  /// Both must outlive it.
  KnownReleases(const config::Config& config, const plan::Snapshot& snapshot);

  const std::vector<record::Release>& of(const config::Service& service);
  /// The highest reachable version that may come to `environment`.
  std::optional<std::string> highest(const config::Service& service,
                                     const config::Environment& environment);
  /// The commits that change `service` from one of its releases to a later one, newest first; none
  /// where one of them is not known.
  std::vector<plan::Commit> commits_between(const config::Service& service, const std::string& from,
                                            const std::string& to);
  /// How many they are; 0 where a shallow clone hides it.
  std::size_t count_between(const config::Service& service, const std::string& from,
                            const std::string& to);

 private:
  const plan::Snapshot& origin_;
  release::Changes changes_;
  record::Releases releases_;
};

}  // namespace relctl::status
