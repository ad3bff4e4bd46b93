// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <string>
#include <vector>

#include "config/config.hpp"
#include "plan/snapshot.hpp"
#include "plan/status.hpp"
#include "plan/trailers.hpp"

namespace relctl::plan {

/// Finds the commits that explain what environments of one place run: one walk for all of them.
class StatusWalk {
 public:
  explicit StatusWalk(const config::Config& config) : config_(config) {}

  /// `status` must outlive the walk.
  void add(EnvironmentStatus& status);

  /// Walks back until everything is explained, or history ends.
  void run(const Place& place);

 private:
  struct Pending {
    EnvironmentStatus* status;
    std::map<std::string, ServiceStatus*, std::less<>> services;  ///< without an answer so far
    bool saw_promotion = false;
  };

  void look_at(const History& history, const Commit& commit);
  void explain(Pending& pending, const History& history, const Commit& commit,
               const Record& record) const;
  [[nodiscard]] bool writes(const Record& record, const std::string& environment,
                            const std::string& service) const;
  [[nodiscard]] bool writes_places(const History& history, const Commit& commit,
                                   const Record& record, const std::string& environment,
                                   const std::string& service) const;
  [[nodiscard]] bool is_done() const;

  const config::Config& config_;
  std::vector<Pending> pending_;
};

}  // namespace relctl::plan
