// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <string>
#include <vector>

#include "config/config.hpp"
#include "plan/snapshot.hpp"
#include "record/trailers.hpp"
#include "status/status.hpp"

namespace relctl::status {

/// Finds the commits that explain what environments of one place run: one walk for all of them.
class StatusWalk {
 public:
  /// `config` must outlive the walk.
  explicit StatusWalk(const config::Config& config);

  /// `status` must outlive the walk.
  void add(EnvironmentStatus& status);

  /// Walks back until everything is explained, or history ends.
  void run(const plan::Place& place);

 private:
  struct Pending {
    EnvironmentStatus* status;
    std::map<std::string, ServiceStatus*, std::less<>> services;  ///< without an answer so far
    bool saw_promotion = false;
  };

  void look_at(const plan::History& history, const plan::Commit& commit, bool is_merged);
  void look_at_merged(const plan::History& history, const plan::Commit& merge);
  void explain(Pending& pending, const plan::History& history, const plan::Commit& commit,
               const record::Record& record, bool is_merged) const;
  [[nodiscard]] const config::Service* find_service(const std::string& name) const;
  [[nodiscard]] bool writes(const record::Record& record, const std::string& environment,
                            const std::string& service) const;
  [[nodiscard]] bool writes_places(const plan::History& history, const plan::Commit& commit,
                                   const record::Record& record, const std::string& environment,
                                   const std::string& service) const;
  [[nodiscard]] bool is_done() const;

  const config::Config& config_;
  std::map<std::string_view, const config::Service*> services_;  ///< by name
  std::vector<Pending> pending_;
};

}  // namespace relctl::status
